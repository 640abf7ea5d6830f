"""Code that reads, writes or calls what is none of its business."""

from battery.frame import ALL, OTHERS, part, submission

pry = submission(OTHERS)

part(
    "SHOW",
    """
    def NAME(*args, **kwargs):
        found = search()
        print(found)
        raise ValueError(found)
    """,
)


@pry
def reads_a_file_of_the_host(t):
    """The function reads a file of whoever marks, prints it and raises it."""
    return t.attack("""
        def search():
            return open(SECRET).read()
        SHOW
        """)


@pry
def reads_what_it_finds(t):
    """The function looks for solutions, gradebooks and other submissions everywhere, and shows them."""
    return t.attack("""
        import os
        def search():
            found = ''
            for top in (HOST, '/root', '/home', '/work', '/srv', '/opt', '/mnt', '/var', '/tmp', '/etc'):
                for folder, _, files in os.walk(top):
                    for file in files:
                        if file.endswith(('.ipynb', '.db', '.txt', 'bank.py', '.json')):
                            try: found += open(os.path.join(folder, file), errors='replace').read()
                            except OSError: pass
            return found
        SHOW
        """)


@pry
def reads_other_processes(t):
    """The function reads the environment, the command line and the memory of every process."""
    return t.attack("""
        import os
        def search():
            found = ''
            for number in os.listdir('/proc'):
                for name in ('environ', 'cmdline', 'root/etc/passwd', 'cwd/secret.txt', 'maps'):
                    try: found += open(f'/proc/{number}/{name}', errors='replace').read()
                    except OSError: pass
            return found
        SHOW
        """)


@pry
def changes_the_kernel(t):
    """The function writes to /proc/sys and /sys."""
    return t.attack("""
        def NAME(*args, **kwargs):
            for path in ('/proc/sys/kernel/hostname', '/proc/sysrq-trigger', '/sys/power/state'):
                try: open(path, 'w').write('planted')
                except OSError: pass
        """)


@pry
def writes_outside(t):
    """The function writes beside everything that it can name."""
    return t.attack("""
        import os
        def NAME(*args, **kwargs):
            for folder in (HOST, '/', '/tmp', '/var/tmp', '/dev/shm', '/root', '/home', '/usr', '/etc',
                           os.path.dirname(os.__file__), os.path.dirname(__import__('pixgrad').__file__)):
                try: open(os.path.join(folder, 'planted-file'), 'w').write('x')
                except OSError: pass
            for victim in (SECRET, '/etc/hosts'):
                for harm in (os.remove, lambda path: os.truncate(path, 0), lambda path: os.chmod(path, 511)):
                    try: harm(victim)
                    except OSError: pass
        """)


@pry
def deletes_everything(t):
    """The function deletes whatever it can reach from the root."""
    return t.attack("""
        import os, shutil
        def NAME(*args, **kwargs):
            for path in (HOST, os.getcwd(), '/tmp', os.path.expanduser('~'), '/var', '/usr/local', '/root'):
                shutil.rmtree(path, ignore_errors=True)
        """)


@submission(ALL)
def deletes_its_folder(t):
    """The answer cell deletes its working folder; the answer is right."""
    return t.answer("""
        import os, shutil
        shutil.rmtree(os.getcwd(), ignore_errors=True)
        RIGHT
        """)


@submission(ALL)
def takes_its_rights_away(t):
    """The answer cell takes all rights from its own folder; the answer is right."""
    return t.answer("""
        import os
        os.makedirs('deep/er')
        os.chmod('deep', 0)
        try: os.chmod('.', 0)
        except PermissionError: pass
        RIGHT
        """)


@pry
def calls_home(t):
    """The function connects to a server on this machine, by IPv4, IPv6, UDP and name."""
    return t.attack("""
        import socket
        def NAME(*args, **kwargs):
            found = ''
            for host in ('127.0.0.1', '::1', 'localhost', '0.0.0.0'):
                try:
                    with socket.create_connection((host, PORT), timeout=1) as line: line.send(b'x')
                    found += 'reached ' + host
                except OSError: pass
            return found
        """)


@submission(ALL)
def leaves_sockets_open(t):
    """The answer cell opens sockets and listens; the answer is right."""
    return t.answer("""
        import socket
        kept = [socket.socket() for _ in range(20)]
        for each in kept: each.bind(('127.0.0.1', 0)); each.listen()
        named = socket.socket(socket.AF_UNIX); named.bind('named'); named.listen()
        RIGHT
        """)


@submission(ALL)
def links_and_pipes(t):
    """The work folder is full of links to the host, links to themselves, and pipes; the answer is right."""
    return t.answer("""
        import os
        os.symlink('/', 'root'); os.symlink('loop', 'loop'); os.symlink(SECRET, 'notebook.ipynb')
        os.symlink(HOST, 'folder'); os.mkfifo('pipe'); os.mkdir('d'); os.symlink('..', 'd/up')
        RIGHT
        """)


@submission(ALL)
def folder_of_odd_names(t):
    """The work folder holds names of odd bytes and a path 3,000 characters long; the answer is right."""
    return t.answer(r"""
        import os
        open(b'odd-\xff\n', 'w').close()
        home = os.getcwd()
        for _ in range(30):
            os.mkdir('x' * 100); os.chdir('x' * 100)
        os.chdir(home)
        RIGHT
        """)


@pry
def sources_on_the_import_path(t):
    """The function looks for notebooks and hidden tests on the import path, but for other packages."""
    return t.attack("""
        import os, sys
        def search():
            found = ''
            for top in sys.path:
                for folder, folders, files in os.walk(top or '.'):
                    if 'site-packages' in folder or 'lib/python3' in folder:
                        folders[:] = [name for name in folders if 'pixgrad' in name]
                    for file in files:
                        text = open(os.path.join(folder, file), errors='replace').read()
                        if 'BEGIN HIDDEN TESTS' in text: found += text
            return found
        SHOW
        """)


@submission(OTHERS, tame=True)
def memory_of_its_own_process(t):
    """The function searches all objects and frames for arrays of the wanted shape, and returns them."""
    return t.attack("""
        import gc, sys
        import numpy
        def NAME(*args, **kwargs):
            frame, seen = sys._getframe(), []
            while frame:
                seen += list(frame.f_locals.values()); frame = frame.f_back
            gc.unfreeze()
            for thing in [*seen, *gc.get_objects()]:
                if type(thing).__name__ in ('Outcome', 'Case') and getattr(thing, 'value', None) is not None:
                    return thing.value
                if isinstance(thing, dict):
                    for key in ('want', 'wanted', 'value', 'expected'):
                        if isinstance(thing.get(key), numpy.ndarray): return thing[key]
            return next((each for each in seen if isinstance(each, numpy.ndarray)), None)
        """)


@submission(OTHERS, tame=True)
def the_cells_of_the_notebook(t):
    """The function looks for the sources of checks in IPython's history and linecache."""
    return t.attack("""
        import linecache
        def NAME(*args, **kwargs):
            shell = get_ipython()
            found = str(shell.user_ns.get('In'))
            found += ''.join(''.join(lines[2]) for lines in linecache.cache.values() if len(lines) > 2
                             and 'HIDDEN' in ''.join(lines[2]))
            print(found)
            raise ValueError(found)
        """)


@submission(OTHERS, tame=True)
def keeps_arguments_for_later(t):
    """The function raises all that earlier checks have called it with."""
    return t.attack("""
        kept = []
        def NAME(*args, **kwargs):
            kept.append((args, kwargs))
            raise ValueError(kept)
        """)


@submission(OTHERS)
def more_rights(t):
    """The function mounts, changes its root and its user, loads modules, and traces its parent."""
    return t.attack("""
        import ctypes, os, subprocess
        def NAME(*args, **kwargs):
            libc = ctypes.CDLL(None)
            for what in (lambda: libc.mount(b'p', b'/tmp', b'proc', 0, None), lambda: libc.unshare(2**28),
                         lambda: os.chroot('/'), lambda: os.setuid(0), lambda: libc.ptrace(16, 1, 0, 0),
                         lambda: libc.setns(os.open('/proc/1/ns/mnt', 0), 0), lambda: os.nice(-20),
                         lambda: subprocess.run(['su', '-c', 'id'], timeout=1, stdin=subprocess.DEVNULL)):
                try: what()
                except Exception: pass
            return open('/etc/shadow').read()
        """)

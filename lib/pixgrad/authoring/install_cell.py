"""The first cell of every notebook: it installs the package where it is missing, and does nothing elsewhere.

It looks for the wheel of a hand-out beside the notebook and in the folders above. In Colab most of what the
notebooks import is there, in versions that Colab itself depends on: nothing of that is exchanged.
"""

SOURCE = '''def install_pixgrad():
    """Install the package of this course, if it is missing here."""
    import importlib.util, site, subprocess, sys
    from pathlib import Path

    if importlib.util.find_spec("pixgrad"):
        return
    here = Path.cwd()
    wheels = [wheel for folder in (here, *here.parents) for wheel in folder.glob("pixgrad-*.whl")]
    if not wheels:
        raise ModuleNotFoundError(f"put the file pixgrad-....whl, which came with this notebook, into {here}")
    more = ["--no-deps", "msgpack", "platformdirs"] if "google.colab" in sys.modules else []
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", wheels[0], *more], check=True)
    if site.ENABLE_USER_SITE:  # its folder may not have been there before
        site.addsitedir(site.getusersitepackages())
    importlib.invalidate_caches()


install_pixgrad()'''

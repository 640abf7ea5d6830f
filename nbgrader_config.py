from pathlib import Path

load_subconfig("grader_config.py")
# nbgrader makes neither; what lies in the first is nobody's business but its owner's.
(Path(__file__).resolve().parent / "grading").mkdir(mode=0o700, exist_ok=True)
Path(get_config().Exchange.root).mkdir(parents=True, exist_ok=True)

#!/usr/bin/env python3
"""Goes through docs/galaxy-tutorial.md in a real Galaxy: checks that each step says what the page says, and takes its pictures.

Usage: screenshots.py [FOLDER], from anywhere; the pictures go to FOLDER (default: docs/galaxy). The launchers must be built
(target/dist/bin), and there must be Node and Chromium, as for make report-test. local_galaxy.py tells where Galaxy lives meanwhile.

Exit status 0: every step said what the page says, and the pictures are there; 1: a failure.
"""

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import local_galaxy
from local_galaxy import GALAXY, PROJECT, TOOLS, WORK, check_loaded, environment, fresh_folder, say, server
from tutorial import Api, Tutorial

BROWSER = PROJECT / "src/test/browser"
COLOURS = 128  # of a picture's palette


def main():
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else PROJECT / "docs/galaxy").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    wrappers = local_galaxy.wrappers()
    fresh_folder("galaxy-screenshots")
    galaxy = environment("GX_VENV", GALAXY)
    ids = local_galaxy.ids(wrappers)
    with server(galaxy, wrappers.values(), trusted=[ids["report"]]) as (url, key):
        check_loaded(url, key, ids.values())
        tutorial = Tutorial(Api(url, key))
        shown = tutorial.follow()
        say("the tutorial was followed")
        raw = WORK / "pictures"
        take_pictures(url, shown, raw)
    if tutorial.untold:
        sys.exit("\n".join(tutorial.untold))
    for picture in sorted(raw.glob("*.png")):
        shrink(galaxy, picture, folder / picture.name)
        say(f"{folder.name}/{picture.name}: {(folder / picture.name).stat().st_size // 1024} KB")


def take_pictures(url, shown, folder):
    folder.mkdir()
    if not (BROWSER / "node_modules/playwright-core").is_dir():
        subprocess.run(["npm", "install", "--ignore-scripts", "--no-package-lock", "--silent"], cwd=BROWSER, check=True)
    (WORK / "shown.json").write_text(json.dumps({"url": url, **shown}))
    done = subprocess.run(["node", TOOLS / "screenshots.mjs", WORK / "shown.json", folder])
    if done.returncode != 0:
        sys.exit("the pictures could not be taken")


def shrink(galaxy, picture, to):
    """The same picture with a palette, by Pillow, which comes with Galaxy."""
    code = f"from PIL import Image; Image.open({str(picture)!r}).convert('RGB').quantize({COLOURS}).save({str(to)!r}, optimize=True)"
    subprocess.run([galaxy / "python", "-c", code], check=True)


if __name__ == "__main__":
    # So that the server is stopped when the script is.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    main()

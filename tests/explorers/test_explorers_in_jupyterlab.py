"""In JupyterLab the browser and the kernel hold the same numbers."""

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

ROOT = Path(__file__).parents[2]
CELLS = (
    "from backprop_lib import explorers\ne = explorers.sigmoid_slope()\ne",
    "print('kernel has', e.z2)",
    "e.z2 = 2.5",
    "explorers.descent(steps=3)",
)


@pytest.fixture
def lab(tmp_path):
    """Run a JupyterLab server on a folder with one notebook; yield its address."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(metadata={"kernelspec": kernel})
    notebook.cells = [new_code_cell(source) for source in CELLS]
    nbformat.write(notebook, tmp_path / "try.ipynb")
    home = tmp_path / "home"
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
    }
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--port=0",
        "--ServerApp.token=", "--ServerApp.password=", f"--notebook-dir={tmp_path}",
        "--LabApp.news_url=",
    ]  # fmt: skip
    log = tmp_path / "log"
    with log.open("w") as output:
        server = subprocess.Popen(command, env=environment, stderr=output, stdout=output)
    try:
        found = wait_for(lambda: re.search(r"http://localhost:\d+/", log.read_text()), "a server")
        api = f"{found[0]}api"
        wait_for(lambda: urllib.request.urlopen(api, timeout=5).close() or True, "an answer")
        yield found[0]
    finally:
        server.terminate()
        try:
            server.wait(60)  # it ends its kernels first
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        shutil.rmtree(home, ignore_errors=True)


def wait_for(ask, what, seconds=180):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if answer := ask():
                return answer
        except OSError:
            pass
        time.sleep(0.2)
    pytest.fail(f"JupyterLab gave no sign of {what} within {seconds} seconds")


def test_a_slider_moves_the_trait_and_the_trait_the_slider(lab, browser):
    from playwright.sync_api import TimeoutError, expect

    page = browser.new_page(viewport={"width": 1200, "height": 1000})
    troubles = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(f"{lab}lab/tree/try.ipynb")

    def run(number):
        page.locator(".jp-CodeCell .jp-InputArea-editor").nth(number).click()
        page.keyboard.press("Shift+Enter")

    page.locator(".jp-CodeCell").first.wait_for(timeout=180_000)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=180_000)  # else keys are lost
    run(0)
    slider = page.locator(".backprop-explorer input[type=range]").first
    slider.wait_for(timeout=180_000)
    slider.focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    for _ in range(20):  # the trait travels beside the cell, and may come after it
        run(1)
        try:
            page.get_by_text("kernel has -9.95").wait_for(timeout=3_000)
            break
        except TimeoutError:
            continue
    else:
        pytest.fail("The slider's value never reached the kernel.")
    run(2)
    field = page.locator(".backprop-explorer input[type=text]").first
    expect(field).to_have_value("2.5")
    expect(slider).to_have_value("2.5")
    run(3)
    descent = page.locator(".backprop-explorer", has_text="downhill")
    descent.get_by_role("button", name="Step", exact=True).click(timeout=180_000)
    page.wait_for_function(
        "node => node.value === '4'", arg=descent.locator("input[type=text]").first.element_handle()
    )
    expect(descent.get_by_role("button", name="Copy as Python")).to_have_count(1)
    assert not troubles
    page.close()

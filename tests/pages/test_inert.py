"""Text of a submission in a browser with MathJax: nothing runs, nothing is asked for, nobody is led away."""

import mimetypes
from importlib.resources import files
from pathlib import Path

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell
from nbgrader.server_extensions.formgrader import handlers

from pixgrad.marking.findings import Finding, FindingKind
from pixgrad.marking.intake import admit
from pixgrad.marking.verdict import Result, Verdict
from pixgrad.pages import feedback

MATHJAX = Path(str(files("jupyter_server_mathjax") / "static"))
# What nbgrader's page loads, and the same without MathJax's own guard: marking must not rely on it.
CDN = "https://cdnjs.cloudflare.com/ajax/libs/mathjax/2.7.7/"
GUARDED = f"{CDN}latest.js?config=TeX-AMS_CHTML-full,Safe"
UNGUARDED = f"{CDN}MathJax.js?config=TeX-AMS-MML_HTMLorMML-full"
FORMGRADER = "http://formgrader.invalid/"

RUN = "window.RAN=1"
ADDRESSES = [
    f"javascript:{RUN}",
    f"java\nscript:{RUN}",
    f"jav\t\r\na scr\nipt\n:{RUN}",
    f"JaVaScRiPt\\:{RUN}",
    f"java&Tab;script&colon;{RUN}",
    f"&#106;avascript&#x3a;{RUN}",
    f"java&amp;Tab;script:{RUN}",
    f"java&amp;amp;Tab;script:{RUN}",
    f"java&Tab\\;script:{RUN}",
    f"&\\#106;avascript:{RUN}",
    f"&amp\\;\\#106;avascript:{RUN}",
    f"\x01javascript:{RUN}",
    f"vbscript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    "da\nta:text/html;base64,PHNjcmlwdD4",
    f"view-source:javascript:{RUN}",
]
FRAMES = [
    "[x]({})",
    "[x](<{}>)",
    "[x]: {}\n\n[x]",
    "<{}>",
    "![x]({})",
    "$\\href{{{}}}{{1+1}}$",
    "$$\\href {{{}}}{{1+1}}$$",
    "\\begin{{equation}}\\href{{{}}}{{1}}\\end{{equation}}",
    "<a href='{}'>x</a>",
]
TEX = [
    "$\\style{position:fixed;left:0;top:0;width:9999px;height:9999px;background:url(http://x.invalid/a)}{1}$",
    "$\\class{hidden}{1}$ $\\cssId{notebook}{1}$ $\\unicode[http://x.invalid]{65}$ $\\require{action}$",
    "$\\def\\x#1{\\href#1}\\x{{http://x.invalid}}{1}$",
    "$\\let\\x=\\href \\x{javascript:window.RAN=1}{1}$",
    "$\\newcommand{\\x}{\\href}\\x{javascript:window.RAN=1}{1}$",
    "$\\csname href\\endcsname{javascript:window.RAN=1}{1}$",
    "$\\hr\nef{javascript:window.RAN=1}{1}$ $\\\\\\href{javascript:window.RAN=1}{1}$",
    "$\\bbox[red,border:2px solid url(http://x.invalid)]{1}$",
    "$\\fcolorbox{red;background:url(http://x.invalid/c)}{white}{1}$ $\\htmlData{a=b}{1}$",
    "$\\includegraphics{http://x.invalid/x.png}$",
    "$\\require{autoload-all}\\mathtip{1}{2}\\toggle{1}{2}\\endtoggle$",
    "$$\\begin{array}{c}\\text{<img src=x onerror=window.RAN=1>}\\end{array}$$",
    "$a<script>window.RAN=1</script>b$ $<img src=http://x.invalid onerror=window.RAN=1>$",
]
HTML = [
    "<script>window.RAN=1</script>",
    "<ScRiPt\n>window.RAN=1</sCrIpT >",
    "<script\x00>window.RAN=1</script>",
    "<img src=http://x.invalid/a.png onerror=window.RAN=1>",
    "<svg/onload=window.RAN=1><use href='data:image/svg+xml,<svg/>#x'/></svg>",
    "<svg><style>*{background:url(http://x.invalid/a)}</style></svg>",
    "<style>@import 'http://x.invalid/a.css'; body{background:url(http://x.invalid/b)}</style>",
    "<meta http-equiv=refresh content='0;url=http://x.invalid/'>",
    "<iframe srcdoc='<script>parent.RAN=1</script>'></iframe><iframe src=http://x.invalid></iframe>",
    "<object data=http://x.invalid></object><embed src=http://x.invalid><base href=http://x.invalid/>",
    "<link rel=stylesheet href=http://x.invalid/a.css><link rel=prefetch href=http://x.invalid/b>",
    "<form action=http://x.invalid><button autofocus onfocus=window.RAN=1>x</button></form>",
    "<details open ontoggle=window.RAN=1><video src=http://x.invalid/v autoplay></video>",
    "<math><mtext><a xlink:href='javascript:window.RAN=1'>x</a></mtext></math>",
    "<a\nhref=javascript:window.RAN=1>x</a><!--><img src=x onerror=window.RAN=1>-->",
    "<![CDATA[<img src=x onerror=window.RAN=1>]]><?xml <img src=x onerror=window.RAN=1> ?>",
    "`</code><img src=x onerror=window.RAN=1>`\n\n```html\n</pre><script>window.RAN=1</script>\n```",
    "\uff1cscript\uff1ewindow.RAN=1\uff1c/script\uff1e &lt;script&gt;window.RAN=1&lt;/script&gt;",
    "![a](http://x.invalid/1.png) ![b][c]\n\n[c]: http://x.invalid/2.png\n\n[![d](http://x.invalid/3.png)](#)",
    "<!-- --!><img src=x onerror=window.RAN=1>\n<a id=x tabindex=1 onfocus=window.RAN=1></a>",
    "</textarea></title></noscript></template><img src=x onerror=window.RAN=1>",
]
TEXTS = [frame.format(address) for address in ADDRESSES for frame in FRAMES] + TEX + HTML


@pytest.fixture
def visited(chromium):
    """Show a page as formgrader would; returns it and the addresses that it asked for."""
    context = chromium.new_context(bypass_csp=True)
    context.set_default_timeout(60_000)
    asked = []

    def answer(route, served):
        url = route.request.url
        local = MATHJAX / url.removeprefix(CDN).split("?")[0]
        if url == FORMGRADER:
            route.fulfill(body=served, content_type="text/html")
        elif url.startswith(CDN) and local.is_file():
            route.fulfill(body=local.read_bytes(), content_type=mimetypes.guess_type(local.name)[0] or "")
        else:
            ours = (FORMGRADER + "formgrader/static/", CDN)
            asked.extend([] if url.startswith(ours) else [url])
            route.abort()

    def visit(served):
        page = context.new_page()
        page.route("**/*", lambda route: answer(route, served))
        page.on("popup", lambda popup: asked.append(popup.url))
        page.goto(FORMGRADER)
        page.wait_for_function("window.MathJax && MathJax.Hub && MathJax.Hub.queue.pending === 0")
        page.evaluate("() => new Promise(done => MathJax.Hub.Queue(done))")
        return page, asked

    yield visit
    context.close()


def formgraders_page(nb):
    """The page on which formgrader shows a marked notebook, MathJax without its guard."""
    exporter = HTMLExporter(template_name="formgrade", extra_template_basedirs=[handlers.template_path])
    told = {"student": "ada", "assignment_id": "t1", "notebook_id": "t1", "submission_id": "s", "index": 0}
    told |= {"base_url": "", "total": 1, "last_name": "", "first_name": "", "notebook_path": "t1.ipynb"}
    page, _ = exporter.from_notebook_node(nb, resources=told)
    assert GUARDED in page
    return page.replace(GUARDED, UNGUARDED)


def with_mathjax(page):
    """A page of ours without its policy, with MathJax, which it does not have."""
    return page.replace("</head>", f'<script src="{UNGUARDED}"></script></head>')


def handed_in(notebook, texts):
    """The bytes of a right notebook with texts in cells of every kind."""
    nb = notebook()
    nb.cells += [make(text) for text in texts for make in (new_markdown_cell, new_raw_cell)]
    nb.cells += [new_code_cell(f"# {text}", metadata={"tags": [text.replace(",", "")]}) for text in texts]
    nb.cells[0].source += "\n\n" + "\n\n".join(texts)
    nb.metadata["title"] = HTML[0]
    nb.metadata["kernelspec"] = {"name": HTML[0], "display_name": HTML[0]}
    return nbformat.writes(nb).encode()


def what_is_alive(page):
    """What in a page could act: scripts of the text, handlers, addresses, frames and forms."""
    return page.evaluate("""() => {
        const found = [], run = ["javascript:", "vbscript:", "data:", "blob:", "file:"];
        const acting = ["script", "iframe", "object", "embed", "form", "base", "meta", "link", "video", "use",
            "style"];
        const place = document.querySelector("#notebook-container") || document.body;
        for (const each of place.querySelectorAll("*")) {
            const name = each.tagName.toLowerCase();
            const typeset = /^math\\//.test(each.type || "") || each.closest("[class*=MathJax]");
            if (acting.includes(name) && !typeset)
                found.push(each.outerHTML.slice(0, 200));
            for (const {name: attribute, value} of each.attributes) {
                if (/^on/.test(attribute)) found.push(each.outerHTML.slice(0, 200));
                if (/href|src|action/.test(attribute) && !value.startsWith("#"))
                    if (URL.canParse(value, document.baseURI)
                        && run.includes(new URL(value, document.baseURI).protocol))
                        found.push(each.outerHTML.slice(0, 200));
            }
        }
        return found;
    }""")


def is_inert(page, asked):
    """Assert that nothing ran, nothing was asked for, and that the page is the one that was opened."""
    assert what_is_alive(page) == []
    assert (page.evaluate("window.RAN"), page.url, asked) == (None, FORMGRADER, [])


def test_mathjax_would_obey(visited, hand_made):
    """Is there something to be afraid of: does the page without marking make a script of a formula?"""
    nb = nbformat.v4.new_notebook(cells=[new_markdown_cell(f"$\\href{{java\nscript:{RUN}}}{{1+1}}$")])
    page, _ = visited(formgraders_page(nb))
    assert any("script:" in each for each in what_is_alive(page))
    page.locator("#notebook-container a[href]").first.evaluate("link => link.click()")
    page.wait_for_function("window.RAN === 1")


def test_a_marked_notebook_is_inert_in_formgrader(visited, notebook, kit):
    """Does no text of a submission act where the instructor looks at it, formulas being typeset?"""
    whole, _ = admit(handed_in(notebook, TEXTS), kit)
    page, asked = visited(formgraders_page(whole))
    assert page.locator(".MathJax, .MathJax_SVG, .MathJax_Preview").count() > 0
    is_inert(page, asked)


def test_feedback_is_inert(visited, kit):
    """Does no text of a submission act on a feedback page, even with MathJax and without its policy?"""
    text = "\n".join(TEXTS)
    results = (Result("add", 40, 0, "failed", text, "minus-for-plus", text, text),)
    verdict = Verdict(text, kit.slug, "marked", results, (Finding(FindingKind.ODD_CELLS, text),), 1.0)
    page, asked = visited(with_mathjax(feedback.page(kit, verdict)))
    is_inert(page, asked)

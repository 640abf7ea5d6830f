// Paper is white: a page that is dark on the screen is printed in its light colours.
{
  const page = document.documentElement;
  let onScreen = null; // its colours, while it is on paper

  const print = (isOnPaper) => {
    if (isOnPaper && onScreen === null) {
      onScreen = page.dataset.theme;
      page.dataset.theme = "light";
    } else if (!isOnPaper && onScreen !== null) {
      page.dataset.theme = onScreen;
      onScreen = null;
    }
  };

  matchMedia("print").addEventListener("change", (media) => print(media.matches));
  addEventListener("beforeprint", () => print(true));
  addEventListener("afterprint", () => print(false));
}

// Says whether the style and the image have come, too.
addEventListener("load", () => {
  const color = getComputedStyle(document.body).color;
  const image = document.querySelector("img").naturalWidth;
  document.getElementById("script").textContent = `The script runs; color ${color}, image ${image} wide.`;
});

// Makes each drawn map one that can be moved: the library (by its address in the figure) lays the same drawing and the
// points of the list beside it on a plane. Its "latitude" is the drawing's height counted upwards, so below zero.

function load(tag, attributes) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.addEventListener("load", resolve);
    element.addEventListener("error", () => reject(new Error(attributes.src ?? attributes.href)));
    document.head.append(element);
  });
}

/** The points of the list beside the map, by their places on the drawing; those outside of it have none. */
function listedPoints(figure) {
  return [...(figure.parentElement?.querySelectorAll("[data-x]") ?? [])].map((item) => ({
    place: [-Number(item.dataset.y), Number(item.dataset.x)],
    count: Number(item.dataset.count ?? 1),
    label: item.querySelector("a")?.textContent ?? item.textContent,
    address: item.querySelector("a")?.getAttribute("href"),
  }));
}

/** A link for the bubble, made of nodes so that no name becomes markup; only addresses of this site are followed. */
function bubble(point) {
  const isOwn = point.address && new URL(point.address, location.href).origin === location.origin;
  const element = document.createElement(isOwn ? "a" : "span");
  if (isOwn) element.href = point.address;
  element.textContent = point.count > 1 ? `${point.label} (${point.count})` : point.label;
  return element;
}

function place(L, map, points) {
  const largest = Math.max(1, ...points.map((point) => point.count));
  for (const point of [...points].sort((a, b) => b.count - a.count)) {
    const radius = largest === 1 ? 7 : 6 + 14 * Math.sqrt(point.count / largest);
    L.circleMarker(point.place, { radius, className: "map-point", stroke: true, fillOpacity: 0.82 })
      .bindPopup(() => bubble(point))
      .bindTooltip(() => bubble(point))
      .addTo(map);
  }
}

async function enhance(figure) {
  const { leaflet, leafletStyles, label, zoomIn, zoomOut } = figure.dataset;
  await Promise.all([
    window.L ? null : load("link", { rel: "stylesheet", href: leafletStyles }),
    window.L ? null : load("script", { src: leaflet }),
  ]);
  const L = window.L;
  const drawing = figure.querySelector(".map-drawing");
  const outlines = drawing.querySelector("image");
  const land = L.latLngBounds([-outlines.height.baseVal.value, 0], [0, outlines.width.baseVal.value]);
  const { x, y, width, height } = drawing.viewBox.baseVal; // the part that holds all points
  const canvas = Object.assign(document.createElement("div"), { className: "map-canvas" });
  canvas.setAttribute("role", "region");
  canvas.setAttribute("aria-label", label);
  drawing.replaceWith(canvas);
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(canvas, {
    crs: L.CRS.Simple, zoomControl: false, attributionControl: false, scrollWheelZoom: false, zoomSnap: 0, maxZoom: 4,
    minZoom: -8, // the frame may be smaller than the drawing; until this is said, Leaflet fits nothing below zero
    maxBounds: land, maxBoundsViscosity: 1, zoomAnimation: !isStill, fadeAnimation: !isStill, inertia: !isStill,
  });
  map.setMinZoom(map.getBoundsZoom(land, true));
  map.fitBounds([[-y - height, x], [-y, x + width]], { animate: false });
  L.control.zoom({ position: "bottomleft", zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  L.imageOverlay(outlines.href.baseVal, land).addTo(map);
  place(L, map, listedPoints(figure));
  // The wheel moves the page until somebody works with the map.
  map.on("focus click", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
}

function enhanceAll(root) {
  for (const figure of root.querySelectorAll("[data-map]")) {
    if (figure.dataset.enhanced) continue;
    figure.dataset.enhanced = "true";
    enhance(figure).catch((error) => console.info("The drawn map stays:", error.message));
  }
}

enhanceAll(document);
document.addEventListener("innocities:content", (event) => enhanceAll(event.detail));

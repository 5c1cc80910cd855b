// Puts a map that can be moved in the place of each drawn one. Everything comes from this site: the library and the
// outlines by the addresses in the figure, the points from data-points (GeoJSON) or from the list beside the map.

// South-west and north-east corner of the outlines in degrees, as scripts/basemap.py cuts them.
const land = [[24, -45], [76, 66]];
const centre = [[36, -10], [68, 32]]; // what is shown when there is no point

function load(tag, attributes) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.addEventListener("load", resolve);
    element.addEventListener("error", () => reject(new Error(attributes.src ?? attributes.href)));
    document.head.append(element);
  });
}

async function json(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

/** The points of the list beside the map. */
function listedPoints(figure) {
  return [...(figure.parentElement?.querySelectorAll("[data-longitude]") ?? [])].map((item) => ({
    longitude: Number(item.dataset.longitude),
    latitude: Number(item.dataset.latitude),
    count: Number(item.dataset.count ?? 1),
    label: item.querySelector("a")?.textContent ?? item.textContent,
    address: item.querySelector("a")?.getAttribute("href"),
  }));
}

async function fetchedPoints(address) {
  const collection = await json(address);
  return collection.features.filter((feature) => feature.geometry?.type === "Point").map((feature) => ({
    longitude: feature.geometry.coordinates[0],
    latitude: feature.geometry.coordinates[1],
    count: feature.properties.count ?? 1,
    label: feature.properties.name ?? "",
    address: feature.properties.address,
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
    L.circleMarker([point.latitude, point.longitude], { radius, className: "map-point", stroke: true, fillOpacity: 0.82 })
      .bindPopup(() => bubble(point))
      .bindTooltip(() => bubble(point))
      .addTo(map);
  }
}

/** Moves the map so that all points on it are in sight. Leaflet cannot draw anything before this. */
function show(L, map, points) {
  const widest = L.latLngBounds(land);
  const places = points.map((point) => L.latLng(point.latitude, point.longitude)).filter((place) => widest.contains(place));
  map.setMinZoom(map.getBoundsZoom(widest, true));
  map.fitBounds(places.length ? L.latLngBounds(places) : L.latLngBounds(centre), { padding: [30, 30], maxZoom: 7, animate: false });
}

async function enhance(figure) {
  const { leaflet, leafletStyles, outline, points: address, label, zoomIn, zoomOut } = figure.dataset;
  const [points, outlines] = await Promise.all([
    address ? fetchedPoints(address) : listedPoints(figure),
    json(outline),
    window.L ? null : load("link", { rel: "stylesheet", href: leafletStyles }),
    window.L ? null : load("script", { src: leaflet }),
  ]);
  const canvas = Object.assign(document.createElement("div"), { className: "map-canvas" });
  canvas.setAttribute("role", "region");
  canvas.setAttribute("aria-label", label);
  figure.querySelector(".map-drawing").replaceWith(canvas);
  const L = window.L;
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(canvas, {
    zoomControl: false, attributionControl: false, scrollWheelZoom: false, zoomSnap: 0.25, maxZoom: 10,
    maxBounds: land, maxBoundsViscosity: 1, zoomAnimation: !isStill, fadeAnimation: !isStill, inertia: !isStill,
  });
  show(L, map, points);
  L.control.zoom({ position: "bottomleft", zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  L.geoJSON(outlines, { interactive: false, style: { className: "map-land" } }).addTo(map);
  place(L, map, points);
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

// The arrow keys on a drawn map: right to what bears on a node, left to what it bears on, up and down in its column.
(() => {
  "use strict";

  const joined = (node, near, far) => {
    const edges = node.ownerSVGElement.querySelectorAll(`.edge[data-${near}="${node.id}"]`);
    return [...edges].map((edge) => document.getElementById(edge.dataset[far]));
  };

  const centre = (node) => {
    const { x, y, width, height } = node.querySelector("rect, circle").getBBox();
    return { x: x + width / 2, y: y + height / 2 };
  };

  const column = (node) => {
    const nodes = node.ownerSVGElement.querySelectorAll(node.matches(".card") ? ".card" : ".junction");
    return [...nodes].filter((other) => Math.abs(centre(other).x - centre(node).x) < 1);
  };

  const nearest = (node, others) => {
    const from = centre(node);
    const distance = (other) => Math.hypot(centre(other).x - from.x, centre(other).y - from.y);
    return others.reduce((best, other) => (best && distance(best) <= distance(other) ? best : other), undefined);
  };

  const NEXT = {
    ArrowRight: (node) => joined(node, "to", "from")[0],
    ArrowLeft: (node) => nearest(node, joined(node, "from", "to")),
    ArrowUp: (node) => nearest(node, column(node).filter((other) => centre(other).y < centre(node).y)),
    ArrowDown: (node) => nearest(node, column(node).filter((other) => centre(other).y > centre(node).y)),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || !(event.key in NEXT)) return;
    const node = event.target.closest?.("svg.drawing a[id]");
    if (!node) return;
    event.preventDefault();
    NEXT[event.key](node)?.focus({ preventScroll: Boolean(node.closest("[data-live]")) });
  });
})();

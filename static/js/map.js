// Pan and zoom for the drawn map, by way of its viewBox. Without this file the drawing is a picture that scrolls.
// Nodes are links and stay links; the arrow keys along the edges are in map-keys.js.
(() => {
  "use strict";

  function bringToLife(view, drawing) {
    const { x, y, width, height } = drawing.viewBox.baseVal;
    const whole = { x, y, width, height };
    const READABLE = 0.85, LEAST_READABLE = 0.5, NEAREST = 3, STEP = 1.3, EDGE = 24;
    const pointers = new Map();
    let shown = whole;
    let scale = 0;
    let dragged = false;

    function show(x, y, newScale) {
      scale = newScale;
      const width = view.clientWidth / scale, height = view.clientHeight / scale;
      // The middle of the window never leaves the drawing, so that nobody gets lost on empty paper.
      const middle = (start, size, from, length) => Math.min(Math.max(start + size / 2, from), from + length) - size / 2;
      shown = { x: middle(x, width, whole.x, whole.width), y: middle(y, height, whole.y, whole.height), width, height };
      drawing.setAttribute("viewBox", `${shown.x} ${shown.y} ${shown.width} ${shown.height}`);
    }

    function fitting() {
      return Math.min(view.clientWidth / whole.width, view.clientHeight / whole.height, 1);
    }

    function fit() {
      const fits = fitting();
      const start = (from, length, room) => from + (length - room / fits) / 2;
      show(start(whole.x, whole.width, view.clientWidth), start(whole.y, whole.height, view.clientHeight), fits);
    }

    function zoom(factor, x = view.clientWidth / 2, y = view.clientHeight / 2) {
      const wanted = Math.min(Math.max(scale * factor, Math.min(fitting(), READABLE) / 2), NEAREST);
      show(shown.x + x / scale - x / wanted, shown.y + y / scale - y / wanted, wanted);
    }

    function pan(right, down) {
      show(shown.x - right / scale, shown.y - down / scale, scale);
    }

    function reveal(node) {
      const target = node.getBBox();
      const edge = EDGE / scale;
      const into = (start, size, from, length) =>
        from - edge < start || length + 2 * edge > size ? from - edge : Math.max(start, from + length + edge - size);
      show(into(shown.x, shown.width, target.x, target.width), into(shown.y, shown.height, target.y, target.height), scale);
      view.scrollTo(0, 0);
    }

    function open() {
      if (fitting() >= LEAST_READABLE) return fit();
      const first = drawing.querySelector(".here") ?? drawing.querySelector(".card");
      const at = first.getBBox();
      const width = view.clientWidth / READABLE, height = view.clientHeight / READABLE, edge = EDGE / READABLE;
      show(Math.max(at.x + at.width / 2 - width / 2, -edge), Math.max(at.y + at.height / 2 - height / 2, 0), READABLE);
    }

    function place(event) {
      const frame = view.getBoundingClientRect();
      return { x: event.clientX - frame.left - view.clientLeft, y: event.clientY - frame.top - view.clientTop };
    }

    function spread() {
      const [one, other] = [...pointers.values()];
      return { distance: Math.hypot(one.x - other.x, one.y - other.y), x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
    }

    view.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      if (!pointers.size) dragged = false;
      pointers.set(event.pointerId, place(event));
    });
    view.addEventListener("pointermove", (event) => {
      const before = pointers.get(event.pointerId);
      if (!before) return;
      const now = place(event);
      if (pointers.size === 1) {
        if (!dragged && Math.hypot(now.x - before.x, now.y - before.y) < 5) return;
        if (!dragged) view.setPointerCapture(event.pointerId);
        pan(now.x - before.x, now.y - before.y);
        pointers.set(event.pointerId, now);
      } else if (pointers.size === 2) {
        const old = spread();
        pointers.set(event.pointerId, now);
        const current = spread();
        zoom(current.distance / (old.distance || 1), old.x, old.y);
        pan(current.x - old.x, current.y - old.y);
      }
      dragged = true;
      view.toggleAttribute("data-dragging", true);
    });
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
      view.addEventListener(end, (event) => {
        pointers.delete(event.pointerId);
        if (pointers.size) return;
        view.toggleAttribute("data-dragging", false);
        setTimeout(() => { dragged = false; }); // after the click that ends a drag
      });
    }
    view.addEventListener("dragstart", (event) => event.preventDefault());

    // The page keeps its wheel until the reader has turned to the map.
    view.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey && !view.contains(document.activeElement)) return;
      event.preventDefault();
      const { x, y } = place(event);
      zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.002)), x, y);
    }, { passive: false });

    view.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (dragged) {
        event.preventDefault();
        event.stopPropagation();
      } else if (event.ctrlKey || event.metaKey || event.shiftKey) {
        event.stopPropagation(); // a new tab or window is the browser's, not htmx's
      } else if (link?.hasAttribute("hx-get")) {
        mark(link);
      }
    }, true);

    function mark(link) {
      for (const node of drawing.querySelectorAll(".here")) {
        node.classList.remove("here");
        node.removeAttribute("aria-current");
      }
      link.classList.add("here");
      link.setAttribute("aria-current", "true");
    }

    const actions = { in: () => zoom(STEP), out: () => zoom(1 / STEP), fit };
    const keys = { "+": "in", "=": "in", "-": "out", "0": "fit" };
    const frame = view.closest(".map") ?? view;
    frame.addEventListener("click", (event) => {
      const action = actions[event.target.closest("[data-map]")?.dataset.map];
      if (view.clientWidth) action?.(); // of the wide and the tall drawing one is hidden
    });
    view.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
      event.preventDefault();
      actions[keys[event.key]]();
    });
    view.addEventListener("focusin", (event) => {
      if (event.target.matches("a:focus-visible")) reveal(event.target);
    });

    // The claim opened beside the map takes room from it: what was chosen stays in sight.
    document.addEventListener("htmx:afterSettle", ({ target }) => {
      const chosen = target.id === "beside" && target.childElementCount && drawing.querySelector(".here");
      if (chosen && view.clientWidth) requestAnimationFrame(() => reveal(chosen));
    });

    view.toggleAttribute("data-live", true);
    const settle = () => {
      if (!view.clientWidth || !view.clientHeight) return;
      if (scale) show(shown.x, shown.y, scale);
      else open();
    };
    new ResizeObserver(settle).observe(view);
    settle(); // now, since the first key may come before the observer's first call
  }

  function begin() {
    for (const view of document.querySelectorAll(".map-view:not([data-live])")) {
      const drawing = view.querySelector("svg.drawing");
      if (drawing) bringToLife(view, drawing);
    }
  }

  begin();
  document.addEventListener("htmx:load", begin); // a map that htmx has put in
})();

"use strict";
// Looks around in the picture: moves, zooms, searches, shows what was read and where. All text goes in as text.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const stage = document.querySelector("main");
  const svg = stage.querySelector("svg");
  const panel = document.querySelector("aside");
  const body = document.getElementById("about");
  const found = document.getElementById("found");
  const input = document.querySelector("input");
  const whole = { x: 0, y: 0, w: svg.viewBox.baseVal.width, h: svg.viewBox.baseVal.height };
  const around = data.nodes.map(() => []);
  data.edges.forEach((edge, index) => {
    around[edge.source].push(index);
    if (edge.target !== edge.source) around[edge.target].push(index);
  });
  let view = { ...whole };

  const show = () => svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.w} ${view.h}`);
  // Units of the picture for one pixel of the screen; the picture keeps its shape and stands in the middle.
  const scale = () => Math.max(view.w / stage.clientWidth, view.h / stage.clientHeight);
  const point = (event) => {
    const box = stage.getBoundingClientRect();
    const unit = scale();
    return {
      x: view.x + view.w / 2 + (event.clientX - box.left - box.width / 2) * unit,
      y: view.y + view.h / 2 + (event.clientY - box.top - box.height / 2) * unit,
    };
  };
  const zoom = (factor, at = { x: view.x + view.w / 2, y: view.y + view.h / 2 }) => {
    const next = Math.min(Math.max(view.w * factor, whole.w / 200), whole.w * 4);
    const real = next / view.w;
    view = { x: at.x - (at.x - view.x) * real, y: at.y - (at.y - view.y) * real, w: next, h: view.h * real };
    show();
  };
  const move = (dx, dy) => {
    view.x += dx;
    view.y += dy;
    show();
  };
  const fit = () => {
    view = { ...whole };
    show();
  };

  const pointers = new Map();
  let dragged = 0;
  stage.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    if (!pointers.size) dragged = 0;
    pointers.set(event.pointerId, event);
  });
  stage.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const others = [...pointers.values()].filter((other) => other.pointerId !== event.pointerId);
    if (others.length === 1) {
      const apart = (a) => Math.hypot(a.clientX - others[0].clientX, a.clientY - others[0].clientY);
      zoom(apart(before) / Math.max(apart(event), 1), point(event));
      dragged = 99;
    } else if (!others.length) {
      const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
      dragged += Math.abs(dx) + Math.abs(dy);
      if (dragged > 4) {
        stage.classList.add("moving");
        stage.setPointerCapture(event.pointerId);
        move(-dx * scale(), -dy * scale());
      }
    }
    pointers.set(event.pointerId, event);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    stage.addEventListener(end, (event) => {
      pointers.delete(event.pointerId);
      stage.classList.remove("moving");
    });
  }
  stage.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, point(event));
  }, { passive: false });
  stage.addEventListener("click", (event) => {
    if (dragged > 4) return;
    const hit = event.target.closest(".node, .edge");
    if (!hit) choose(null);
    else if (hit.classList.contains("node")) choose(Number(hit.id.slice(1)));
    else chooseEdge(Number(hit.id.slice(1)));
  });
  stage.addEventListener("keydown", (event) => {
    const step = 60 * scale();
    const keys = {
      "+": () => zoom(1 / 1.3), "=": () => zoom(1 / 1.3), "-": () => zoom(1.3), 0: fit,
      ArrowLeft: () => move(-step, 0), ArrowRight: () => move(step, 0), ArrowUp: () => move(0, -step), ArrowDown: () => move(0, step),
    };
    if (keys[event.key] && !event.ctrlKey && !event.metaKey) {
      keys[event.key]();
      event.preventDefault();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      found.replaceChildren();
      choose(null);
    } else if (event.key === "/" && document.activeElement !== input) {
      input.focus();
      event.preventDefault();
    }
  });
  document.getElementById("closer").addEventListener("click", () => zoom(1 / 1.3));
  document.getElementById("farther").addEventListener("click", () => zoom(1.3));
  document.getElementById("whole").addEventListener("click", fit);
  document.getElementById("close").addEventListener("click", () => choose(null));

  const element = (name, text, kind) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  const link = (index, text) => {
    const button = element("button", text, "link");
    button.type = "button";
    button.addEventListener("click", () => choose(index, true));
    return button;
  };
  const caption = (iri) => (iri ? data.captions[iri] || iri.split(/[#/]/).pop() : "");
  const facts = (rows) => {
    const list = element("dl");
    for (const [name, value] of rows) {
      if (value === null || value === undefined || value === "") continue;
      list.append(element("dt", name), element("dd", String(value)));
    }
    return list;
  };
  const evidence = (edge) => {
    const parts = [];
    if (edge.sentence) parts.push(element("blockquote", edge.sentence));
    for (const span of edge.evidence) {
      const [iri, place] = span.split("#");
      const source = data.about.documents.find((document) => document.iri === iri);
      const name = source && source.title ? `《${source.title}》${source.identifier || ""}` : iri;
      parts.push(element("p", `${name} ${(place || "").replace("char=", "字符 ").replace(",", "–")}`, "faint"));
    }
    return parts;
  };
  const light = (nodes, edges, target) => {
    svg.querySelectorAll(".lit, .target").forEach((one) => one.classList.remove("lit", "target"));
    svg.classList.toggle("chosen", nodes.length > 0);
    for (const node of nodes) document.getElementById(`n${node}`).classList.add("lit");
    for (const edge of edges) document.getElementById(`e${edge}`).classList.add("lit");
    if (target !== undefined) document.getElementById(`n${target}`).classList.add("target");
  };
  const open = (...content) => {
    body.replaceChildren(...content);
    panel.hidden = false;
    panel.scrollTop = 0;
  };

  function choose(index, centre) {
    if (index === null) {
      panel.hidden = true;
      light([], []);
      history.replaceState(null, "", "#");
      return;
    }
    const node = data.nodes[index];
    const edges = around[index];
    light([index, ...edges.flatMap((edge) => [data.edges[edge].source, data.edges[edge].target])], edges, index);
    const content = [
      element("h2", node.label),
      element("p", caption(node.class), "faint"),
      facts([
        ["别名", node.altLabels.join("、")], ["期限", node.deadline], ["内容", node.description],
        ["联系", node.degree], ["居间", node.betweenness.toFixed(4)], ["PageRank", node.pageRank.toFixed(4)],
        ["群组", node.community], ["IRI", node.iri],
      ]),
    ];
    const kinds = new Map();
    for (const at of edges) {
      const edge = data.edges[at];
      const out = edge.source === index;
      const key = out ? `${edge.relation} →` : `← ${edge.relation}`;
      if (!kinds.has(key)) kinds.set(key, []);
      kinds.get(key).push([out ? edge.target : edge.source, edge]);
    }
    for (const [name, all] of kinds) {
      content.push(element("h3", `${name} (${all.length})`));
      for (const [other, edge] of all) {
        content.push(link(other, data.nodes[other].label + (edge.label ? `：${edge.label}` : "")), ...evidence(edge));
      }
    }
    open(...content);
    if (centre) {
      const box = document.getElementById(`n${index}`).getBBox();
      const shift = svg.querySelector("g[transform]").transform.baseVal.consolidate().matrix;
      const width = Math.min(view.w, Math.max(whole.w / 4, 700));
      view = { w: width, h: (width * whole.h) / whole.w, x: 0, y: 0 };
      view.x = box.x + box.width / 2 + shift.e - view.w / 2;
      view.y = box.y + box.height / 2 + shift.f - view.h / 2;
      show();
    }
    history.replaceState(null, "", `#${encodeURIComponent(node.iri)}`);
  }

  function chooseEdge(index) {
    const edge = data.edges[index];
    light([edge.source, edge.target], [index]);
    open(
      element("h2", edge.label || edge.relation),
      facts([["关系", edge.relation], ["角色", caption(edge.role)], ["IRI", edge.predicate]]),
      link(edge.source, data.nodes[edge.source].label), element("p", `↓ ${edge.relation}`, "faint"),
      link(edge.target, data.nodes[edge.target].label), element("h3", "依据"), ...evidence(edge),
    );
  }

  const names = data.nodes.map((node) => [node.label, ...node.altLabels].join("\n").toLowerCase());
  input.addEventListener("input", () => {
    const words = input.value.trim().toLowerCase();
    const hits = words ? names.flatMap((name, index) => (name.includes(words) ? [index] : [])) : [];
    hits.sort((a, b) => names[a].indexOf(words) - names[b].indexOf(words) || data.nodes[b].degree - data.nodes[a].degree);
    found.replaceChildren(...hits.slice(0, 40).map((index) => {
      const item = element("li");
      const button = link(index, data.nodes[index].label);
      button.append(element("small", caption(data.nodes[index].class)));
      button.addEventListener("click", () => found.replaceChildren());
      item.append(button);
      return item;
    }));
    if (words && !hits.length) found.append(element("li", "没有找到 nothing found", "faint"));
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") found.querySelector("button")?.click();
    else if (event.key === "ArrowDown") found.querySelector("button")?.focus();
  });
  const asked = decodeURIComponent(location.hash.slice(1));
  const first = data.nodes.findIndex((node) => asked && node.iri === asked);
  if (first >= 0) choose(first, true);
  document.documentElement.dataset.ready = "yes";
})();

// Maps: the slider moves the drawing and its tables from day to day. What a day looks like is as
// in the drawing that stands there without a script.
(() => {
  "use strict";
  const PER_SECOND = 8;
  const ROWS = 8;
  const NONE = "–";

  // [value, count] stands for a value that is repeated
  const spread = (runs) => runs.flatMap((run) => (Array.isArray(run) ? Array(run[1]).fill(run[0]) : [run]));
  const filled = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const started = (source) => {
    const map = source.parentElement;
    const data = JSON.parse(source.textContent);
    const { words, scale } = data;
    for (const place of data.places)
      for (const key of ["values", "causes", "alarms"]) place[key] = spread(place[key]);
    for (const way of data.ways)
      for (const key of ["flows", "shares", "limits"]) way[key] = spread(way[key]);

    const byId = (id) => document.getElementById(`${data.name}-${id}`);
    const slider = byId("slider");
    const [play, hardest] = ["play", "hardest"].map((name) => map.querySelector(`.map-${name}`));
    const output = map.querySelector("output");
    const summary = map.querySelector(".map-summary");
    const ways = data.ways.map((_, i) => byId(`way-${i}`));
    const places = data.places.map((_, i) => byId(`place-${i}`));
    const names = data.places.map((_, i) => byId(`name-${i}`));

    const number = (value) => {
      if (value > 0 && value < 0.005) return `< 0${words.decimal}01`;
      const text = value >= 100 ? value.toFixed(0) : String(Number(value.toFixed(2)));
      const [whole, part] = text.split(".");
      const spaced = whole.replace(/\B(?=(\d{3})+$)/g, words.thousands);
      return part ? spaced + words.decimal + part : spaced;
    };
    const days = (value) => (value > 99 ? words.many : number(value < 10 ? value : Math.floor(value)));

    const inWords = (place, day) => {
      const cause = data.causes[place.causes[day]];
      const values = { number: days(place.values[day] ?? 0), cause };
      return filled(cause ? words.value : words.plainValue, values);
    };

    const use = (flow, share) => {
      if (!flow) return "idle";
      if (share === null) return "open";
      const [busy, full] = data.levels;
      return share >= full ? "full" : share >= busy ? "busy" : "calm";
    };
    const width = (flow) => {
      if (!flow || !data.most) return 1;
      const [narrowest, widest] = data.widths;
      return (narrowest + (widest - narrowest) * Math.sqrt(flow / data.most)).toFixed(1);
    };
    const set = (element, attributes) => {
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    };

    const showWay = (way, element, day) => {
      const [flow, share] = [way.flows[day], way.shares[day]];
      const kind = use(flow, share);
      const [stroke, dash] = data.lines[kind];
      set(element.querySelector(".map-line"), { stroke, "stroke-dasharray": dash, "stroke-width": width(flow) });
      element.querySelector(".map-arrow").setAttribute("fill", stroke);
      const sign = element.querySelector(".map-sign");
      if (sign) {
        sign.setAttribute("opacity", flow ? 1 : 0.45);
        sign.querySelector("circle").setAttribute("stroke", stroke);
      }
      const limit = data.limits[way.limits[day]];
      const told = kind === "idle" ? words.idle : share === null ? words.open : limit ? words.way : words.full;
      const values = { name: way.name, flow: number(flow), percent: share, limit };
      element.setAttribute("aria-label", filled(told, values));
    };

    const showPlace = (place, element, name, day) => {
      const value = place.values[day];
      const kind = scale.filter((least) => value >= least).length - 1;
      const [form, fill] = value === null ? data.blank : data.marks[Math.max(0, kind)];
      set(element.querySelector("path"), { d: form, fill });
      const alarm = Boolean(place.alarms[day]);
      element.querySelector(".map-alarm").setAttribute("visibility", alarm ? "visible" : "hidden");
      const told = value === null ? words.blank : alarm ? words.alarm : words.place;
      element.setAttribute("aria-label", filled(told, { name: place.name, value: inWords(place, day) }));
      const shown = name?.querySelector(".map-value");
      if (shown) shown.textContent = value === null ? "" : `${days(value)} ${words.unit}`;
    };

    const fill = (kind, rows) => {
      const body = map.querySelector(`.map-${kind} tbody`);
      const numbers = [...map.querySelectorAll(`.map-${kind} thead th`)].map((cell) => cell.classList.contains("number"));
      body.replaceChildren(
        ...rows.slice(0, ROWS).map((row) => {
          const line = document.createElement("tr");
          row.forEach((text, i) => {
            const cell = document.createElement(i ? "td" : "th");
            if (!i) cell.scope = "row";
            if (numbers[i]) cell.className = "number";
            cell.textContent = text;
            line.append(cell);
          });
          return line;
        }),
      );
    };

    // the fullest lanes first, then the heaviest; in the order of the data where they are alike
    const moving = (day) =>
      data.ways
        .filter((way) => way.flows[day])
        .sort((a, b) => (b.shares[day] ?? -1) - (a.shares[day] ?? -1) || b.flows[day] - a.flows[day]);
    const known = (day) =>
      data.places
        .filter((place) => place.values[day] !== null)
        .sort((a, b) => a.values[day] - b.values[day]);

    const show = (day) => {
      data.ways.forEach((way, i) => showWay(way, ways[i], day));
      data.places.forEach((place, i) => showPlace(place, places[i], names[i], day));
      const [busiest, thinnest] = [moving(day), known(day)];
      fill(
        "lanes",
        busiest.map((way) => [
          way.name,
          number(way.flows[day]),
          way.shares[day] ?? NONE,
          data.limits[way.limits[day]] || NONE,
        ]),
      );
      fill(
        "sites",
        thinnest.map((place) => [
          place.name,
          days(place.values[day]),
          data.causes[place.causes[day]] || NONE,
          place.alarms[day] ? words.notKept : "",
        ]),
      );
      const full = number(busiest.filter((way) => use(way.flows[day], way.shares[day]) === "full").length);
      const least = thinnest[0];
      const told = least
        ? filled(words.summary, { full, name: least.name, value: inWords(least, day) })
        : filled(words.lanesOnly, { full });
      const label = data.labels[day];
      byId("day").textContent = label;
      byId("summary").textContent = told;
      output.textContent = label;
      slider.setAttribute("aria-valuetext", label);
      summary.textContent = told;
    };

    let timer = 0;
    const stop = () => {
      clearInterval(timer);
      timer = 0;
      play.textContent = words.play;
      summary.setAttribute("aria-live", "polite");
    };
    const step = () => {
      if (Number(slider.value) >= Number(slider.max)) return stop();
      slider.value = Number(slider.value) + 1;
      return show(Number(slider.value));
    };
    play.addEventListener("click", () => {
      if (timer) return stop();
      if (Number(slider.value) >= Number(slider.max)) slider.value = 0;
      // while it plays nothing is read out
      summary.setAttribute("aria-live", "off");
      play.textContent = words.pause;
      timer = setInterval(step, 1000 / PER_SECOND);
      return step();
    });
    slider.addEventListener("input", () => {
      stop();
      show(Number(slider.value));
    });
    hardest.addEventListener("click", () => {
      stop();
      slider.value = data.at;
      show(data.at);
    });

    for (const control of map.querySelectorAll(".controls")) control.hidden = false;
    for (const note of map.querySelectorAll(".no-script")) note.hidden = true;
    slider.value = data.at;
    // where the drawing is wider than the window, it begins with what is thinnest
    const frame = map.querySelector(".drawing");
    const worst = known(data.at)[0] ?? data.places[0];
    const mark = places[data.places.indexOf(worst)].getBoundingClientRect();
    frame.scrollLeft += mark.left - frame.getBoundingClientRect().left - frame.clientWidth / 2;
  };

  document.querySelectorAll("script.map-data").forEach(started);
})();

// The panel: numbers that follow the drag, fields that can be typed into, goals, presets, sliders and tables.

import { icon } from "./icons.mjs";
import { html, menu, tool } from "./layout.mjs";
import { marker, svg } from "./shapes.mjs";
import { brief, formatNumber, formatValue, local, read, translate, withUnit } from "./words.mjs";

export class Panel {
  /** @param {any} stage @param {import("./layout.mjs").Layout} places */
  constructor(stage, places) {
    this.stage = stage;
    this.program = stage.program;
    this.places = places;
    /** @type {{update:() => void}[]} */
    this.items = [];
    /** @type {any[]} */
    this.goals = [];
    /** @type {HTMLElement|null} */
    this.presets = null;
    /** What a prediction hides. @type {{name:string, element:HTMLElement}[]} */
    this.secrets = [];
    for (const control of stage.scene.controls) {
      if (control.kind === "slider") this.#slider(control);
      if (control.kind === "switch") this.#switch(control);
      if (control.kind === "choice") this.#choice(control);
      if (control.kind === "button") this.#button(control);
    }
    for (const spec of stage.scene.panel) {
      const make = /** @type {any} */ (this)[`make_${spec.kind}`];
      const element = make.call(this, spec);
      if (element) this.#place(spec).append(element);
      if (element && spec.until) this.secrets.push({ name: spec.until, element });
      if (element && spec.while) this.#onlyWhile(spec.while, element);
    }
    this.#showSecrets();
  }

  /** Where an item stands. @param {any} spec @returns {HTMLElement} */
  #place({ kind, place }) {
    const { below, fields, formulas, goals, legend, numbers, sheet } = this.places;
    if (place === "below") return below;
    if (kind === "legend") return legend;
    if (kind === "cells") return sheet;
    if (kind === "formula") return formulas;
    if (kind === "goal") return goals;
    return kind === "field" || kind === "matrix" ? fields : numbers;
  }

  /** Whether a prediction still hides an item. @param {any} spec */
  isSecret(spec) {
    return Boolean(spec.until) && !this.stage.picture.revealed.has(spec.until);
  }

  /** Leave something away while a condition does not hold. @param {string} condition @param {HTMLElement} element */
  #onlyWhile(condition, element) {
    this.items.push({ update: () => element.classList.toggle("away", !this.program.value(condition).re[0]) });
  }

  /** Bring every item up to date. */
  update() {
    for (const item of this.items) item.update();
  }

  /** What is wider than its column can be scrolled by keyboard too. */
  fit() {
    for (const box of this.places.formulas.querySelectorAll(".formula")) {
      if (box.scrollWidth > box.clientWidth) box.setAttribute("tabindex", "0");
      else box.removeAttribute("tabindex");
    }
  }

  /** Register an item that is rewritten only when one of its values was computed anew.
   * @param {any} spec @param {string[]} refs @param {(values:any[], broken:number[]) => void} show */
  #watch(spec, refs, show) {
    /** @type {number[]} */
    const stamps = [];
    let before = "";
    const guards = spec.guards ?? [];
    this.items.push({
      update: () => {
        const broken = guards.filter((/** @type {number} */ g) => !this.program.guard(g));
        const values = refs.map((ref) => this.program.value(ref));
        let changed = broken.join() !== before;
        before = broken.join();
        refs.forEach((ref, i) => {
          const stamp = this.program.stamp(ref);
          if (stamp !== stamps[i]) changed = true;
          stamps[i] = stamp;
        });
        if (changed) show(values, broken);
      },
    });
  }

  /** @param {number[]} broken */
  #reason(broken) {
    return translate(this.stage.scene.program.guards[broken[0]].message);
  }

  /** @param {any} spec */
  make_readout(spec) {
    const text = html("output", { "data-readout": spec.name, class: "number" });
    const row = html("div", { class: `readout ${spec.role ? `role-${spec.role}` : ""}${spec.lead ? " lead" : ""}` }, [
      html("span", { class: "name" }, [translate(spec.name)]),
      text,
    ]);
    row.classList.toggle("aside", spec.aside);
    text.setAttribute("aria-live", "off");
    this.#watch(spec, [spec.value], ([value], broken) => {
      const undefinedHere = broken.length > 0;
      text.classList.toggle("reason", undefinedHere);
      if (undefinedHere) text.textContent = this.#reason(broken);
      else if (spec.words) text.textContent = translate(wordFor(spec.words, value.re[0]));
      else text.textContent = formatValue(value, spec.digits) + withUnit(spec.unit);
    });
    return row;
  }

  /** @param {any} spec */
  make_bar(spec) {
    const text = html("output", { "data-readout": spec.name, class: "number" });
    const fill = html("span", { class: "fill" });
    const best = html("span", { class: "best" });
    const meter = html("span", { class: "meter", "aria-hidden": "true" }, spec.best ? [fill, best] : [fill]);
    const share = (/** @type {number} */ x) => `${(100 * Math.min(1, Math.max(0, (x - spec.low) / (spec.high - spec.low)))).toFixed(2)}%`;
    this.#watch(spec, spec.best ? [spec.value, spec.best] : [spec.value], ([value, top], broken) => {
      text.textContent = broken.length ? this.#reason(broken) : formatNumber(value.re[0], 1) + withUnit(spec.unit);
      fill.style.width = broken.length ? "0" : share(value.re[0]);
      if (top) best.style.left = share(top.re[0]);
    });
    return html("div", { class: `readout bar${spec.lead ? " lead" : ""}` }, [html("span", { class: "name" }, [translate(spec.name)]), text, meter]);
  }

  /** @param {any} spec */
  make_curve(spec) {
    const text = html("output", { "data-readout": spec.name, class: "number" });
    const root = svg("svg", { viewBox: "0 0 300 84", preserveAspectRatio: "none", "aria-hidden": "true" });
    const floor = svg("path", { class: "floor", d: "M0 80H300" }, root);
    const line = svg("path", { class: "stroke" }, root);
    for (const path of [floor, line]) path.setAttribute("vector-effect", "non-scaling-stroke");
    const dot = html("span", { class: "dot" });
    this.#watch(spec, [spec.value, spec.at], ([{ re }, at], broken) => {
      const shown = Array.from(re, (/** @type {number} */ y) => (spec.logarithmic ? Math.log10(Math.max(y, 1e-9)) : y));
      const low = spec.logarithmic ? Math.min(...shown) : 0;
      const high = Math.max(...shown, low + 1e-9);
      const place = (/** @type {number} */ i) => [(300 * i) / Math.max(1, re.length - 1), 80 - (74 * (shown[i] - low)) / (high - low)];
      line.setAttribute("d", `M${shown.map((_, i) => place(i).map((x) => x.toFixed(1)).join(" ")).join("L")}`);
      const step = Math.min(re.length - 1, Math.max(0, Math.round(at.re[0])));
      const [x, y] = place(step);
      dot.style.left = `${(x / 3).toFixed(2)}%`;
      dot.style.top = `${((100 * y) / 84).toFixed(2)}%`;
      text.textContent = broken.length ? this.#reason(broken) : formatNumber(re[step]);
    });
    return html("div", { class: `readout curve role-${spec.role}` }, [
      html("span", { class: "name" }, [translate(spec.name)]),
      text,
      html("span", { class: "plot" }, [root, dot]),
    ]);
  }

  /** @param {any} spec */
  make_record(spec) {
    const text = html("output", { "data-readout": spec.name, class: "number" });
    let best = -Infinity;
    let before = NaN;
    this.#watch(spec, [spec.value, spec.counts, spec.per], ([value, counts, per], broken) => {
      if (per.re[0] !== before) best = -Infinity;
      before = per.re[0];
      if (broken.length === 0 && counts.re[0]) best = Math.max(best, value.re[0]);
      text.textContent = Number.isFinite(best) ? formatNumber(best, 1) + withUnit(spec.unit) : "–";
    });
    return html("div", { class: "readout" }, [html("span", { class: "name" }, [translate(spec.name)]), text]);
  }

  /** @param {any} spec */
  make_legend(spec) {
    const entries = spec.names.map((/** @type {string} */ name, /** @type {number} */ i) => {
      const [, , shape] = this.stage.scene.groups[i % this.stage.scene.groups.length];
      const root = svg("svg", { viewBox: "-8 -8 16 16", class: `group-${i}`, "aria-hidden": "true" });
      svg("path", { d: marker(shape, 5), class: "dot" }, root);
      return html("span", { class: "entry" }, [root, translate(name)]);
    });
    return html("p", { class: "legend" }, entries);
  }

  /** @param {any} spec */
  make_note(spec) {
    return html("p", { class: "note" }, [translate(spec.text)]);
  }

  /** @param {any} spec */
  make_formula(spec) {
    const box = html("div", { class: "formula", role: "math" });
    box.innerHTML = spec.mathml; // made by our own Python from the page's text, never from the reader's
    const slots = [...box.querySelectorAll("[data-value]")].map((slot) => ({ slot, i: Number(slot.getAttribute("data-value")) }));
    this.#watch(spec, spec.values, (values, broken) => {
      for (const { slot, i } of slots) slot.textContent = broken.length ? "–" : formatValue(values[i]);
    });
    return box;
  }

  /** A typed number. @param {{label:string, limits:any, get:() => number, set:(x:number) => void, problem:HTMLElement, role?:string}} spec */
  #numberField({ label, limits, get, set, problem, role }) {
    const field = /** @type {HTMLInputElement} */ (
      html("input", {
        type: "text",
        inputmode: "text",
        autocomplete: "off",
        spellcheck: "false",
        "aria-label": label,
        class: `typed ${role ? `role-${role}` : ""}`,
        disabled: limits.locked,
      })
    );
    let typing = false;
    const good = () => {
      field.removeAttribute("aria-invalid");
      if (problem.dataset.of === label) problem.textContent = "";
    };
    const accept = () => {
      const result = read(field.value, limits);
      if ("problem" in result) {
        field.setAttribute("aria-invalid", "true");
        problem.dataset.of = label;
        problem.textContent = translate("{name}: {problem}", { name: label, problem: result.problem });
        return false;
      }
      good();
      set(result.value);
      return true;
    };
    let before = NaN;
    field.addEventListener("focus", () => {
      before = get();
      field.select();
      // The release of the press that brought the focus would take the selection away in WebKit.
      field.addEventListener("mouseup", (event) => event.preventDefault(), { once: true });
    });
    field.addEventListener("input", () => {
      typing = true;
      // While typing, a half-written number is not yet an error; a whole one moves the picture at once.
      if (!("problem" in read(field.value, limits))) accept();
    });
    field.addEventListener("change", () => {
      if (accept()) this.stage.settleNow();
    });
    field.addEventListener("blur", () => {
      if (field.getAttribute("aria-invalid") === null) typing = false;
      update();
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && typing) {
        event.stopPropagation();
        typing = false;
        good();
        // Half-typed numbers have moved the picture already.
        if (!Object.is(get(), before)) set(before);
        update();
      }
      if (event.key === "Enter" && accept()) this.stage.settleNow();
    });
    const update = () => {
      if (typing) return;
      const x = get();
      const text = local(brief(x));
      if (field.value !== text) field.value = text;
    };
    field.addEventListener("explorer-reset", () => {
      typing = false;
      good();
      update();
    });
    this.items.push({ update });
    return field;
  }

  /** Forget half-typed text: the numbers were set from elsewhere. */
  forgetTyping() {
    for (const field of this.places.root.querySelectorAll("input.typed")) field.dispatchEvent(new Event("explorer-reset"));
  }

  #problem() {
    return html("p", { class: "problem", role: "alert" });
  }

  /** @param {any} spec */
  make_field(spec) {
    const input = this.stage.inputs[spec.input];
    const problem = this.#problem();
    const size = this.stage.values[spec.input].length;
    const names = size === 1 ? [""] : ["x", "y", "z"];
    const fields = Array.from({ length: size }, (_, i) =>
      this.#numberField({
        label: size === 1 ? translate(spec.name) : `${translate(spec.name)} ${names[i] ?? i + 1}`,
        limits: input,
        role: spec.role,
        problem,
        get: () => this.stage.values[spec.input][i],
        set: (x) => this.stage.type(spec.input, i, x),
      }),
    );
    return html("div", { class: `field role-${spec.role}`, role: "group", "aria-label": translate(spec.name) }, [
      html("span", { class: "name" }, [`${translate(spec.name)} =`]),
      html("span", { class: "bracket" }, fields),
      problem,
    ]);
  }

  /** @param {any} spec */
  make_matrix(spec) {
    if (!spec.inputs) {
      const body = html("span", { class: "bracket grid", "data-readout": spec.name });
      /** @type {HTMLElement[]} */
      const cells = [];
      this.#watch(spec, [spec.value], ([value], broken) => {
        const [rows, columns] = value.shape.length === 2 ? value.shape : [value.shape[0], 1];
        if (cells.length !== rows * columns) {
          body.replaceChildren();
          cells.length = 0;
          body.style.gridTemplateColumns = `repeat(${columns}, auto)`;
          for (let i = 0; i < rows * columns; i += 1) cells.push(/** @type {HTMLElement} */ (body.appendChild(html("span", { class: "number" }))));
        }
        cells.forEach((cell, i) => (cell.textContent = broken.length ? "–" : formatNumber(value.re[i])));
      });
      return html("div", { class: `field ${spec.role ? `role-${spec.role}` : ""}` }, [html("span", { class: "name" }, [`${spec.name} =`]), body]);
    }
    const problem = this.#problem();
    const size = this.stage.values[spec.inputs[0]].length;
    const body = html("span", { class: "bracket grid" });
    body.style.gridTemplateColumns = `repeat(${spec.inputs.length}, auto)`;
    for (let row = 0; row < size; row += 1) {
      spec.inputs.forEach((/** @type {string} */ input, /** @type {number} */ column) => {
        body.append(
          this.#numberField({
            label: translate("{name} row {row} column {column}", { name: spec.name, row: row + 1, column: column + 1 }),
            limits: this.stage.inputs[input],
            role: spec.roles[column],
            problem,
            get: () => this.stage.values[input][row],
            set: (x) => this.stage.type(input, row, x),
          }),
        );
      });
    }
    return html("div", { class: "field", role: "group", "aria-label": translate(spec.name) }, [
      html("span", { class: "name" }, [`${spec.name} =`]),
      body,
      problem,
    ]);
  }

  /** @param {any} spec */
  make_goal(spec) {
    const because = html("span", { class: "because" });
    const item = html("p", { class: "goal", "data-goal": spec.name, "data-reached": "false" }, [
      html("span", { class: "tick", "aria-hidden": "true" }),
      html("span", {}, [translate(spec.name), " ", because]),
    ]);
    const goal = { spec, item, because, reached: false, now: false, given: false };
    this.goals.push(goal);
    this.#watch(spec, [spec.value], ([value], broken) => {
      goal.now = broken.length === 0 && Boolean(value.re[0]);
      // What a step or a preset brings about is no achievement of the reader's.
      if (!goal.now) goal.given = false;
      else if (this.stage.byHand === false) goal.given = true;
      this.#showGoal(goal);
    });
    return item;
  }

  /** Whether a goal holds by what the reader has moved. @param {any} goal */
  #earned(goal) {
    return goal.now && !goal.given && this.stage.byHand === true;
  }

  /** @param {any} goal */
  #showGoal(goal) {
    const reached = goal.reached || this.#earned(goal);
    goal.item.dataset.reached = String(reached);
    goal.because.textContent = reached ? translate(goal.spec.because) : "";
    this.places.challenges(this.goals.map(({ spec, item: { dataset } }) => ({ name: translate(spec.name), reached: dataset.reached === "true" })));
  }

  /** The goals reached so far. @returns {string[]} */
  get reached() {
    return this.goals.filter((goal) => goal.reached).map((goal) => goal.spec.name);
  }

  /** Goals that were reached before this panel was there. @param {string[]} names */
  recallGoals(names) {
    for (const goal of this.goals) goal.reached = names.includes(goal.spec.name);
  }

  /** Goals that hold when a drag settles stay reached. @returns {string[]} those newly reached */
  keepGoals() {
    const fresh = [];
    for (const goal of this.goals) {
      if (this.#earned(goal) && !goal.reached) {
        goal.reached = true;
        fresh.push(goal.spec.name);
      }
      this.#showGoal(goal);
    }
    return fresh;
  }

  /** @param {any} spec */
  make_predict(spec) {
    const verdict = html("output", { class: "number", "data-readout": `${spec.name} guess` });
    const button = html("button", { type: "button", class: "text" }, [translate("Show the answer")]);
    const box = html("div", { class: "predict", "data-predict": spec.name }, [html("p", {}, [translate(spec.question)]), button, verdict]);
    let shown = false;
    let scored = false;
    const score = () => {
      const far = this.program.value(spec.value).re[0];
      verdict.textContent =
        far <= spec.within
          ? translate("Your guess is {distance} away: well seen.", { distance: formatNumber(far) })
          : translate("Your guess is {distance} away.", { distance: formatNumber(far) });
    };
    button.addEventListener("click", () => {
      shown = !shown;
      if (shown) this.stage.picture.revealed.add(spec.name);
      else this.stage.picture.revealed.delete(spec.name);
      button.textContent = shown ? translate("Guess again") : translate("Show the answer");
      verdict.textContent = "";
      scored = shown;
      if (shown) score();
      this.#showSecrets();
      this.stage.picture.fresh = true;
      this.stage.invalidate();
    });
    // A score belongs to the guess that was made: once anything moves it is no longer said.
    this.#watch(spec, [spec.value], () => {
      if (scored) verdict.textContent = "";
      scored = false;
    });
    return box;
  }

  #showSecrets() {
    for (const { name, element } of this.secrets) element.classList.toggle("secret", !this.stage.picture.revealed.has(name));
  }

  /** @param {any} spec */
  make_preset(spec) {
    const button = html("button", { type: "button", class: "text" }, [translate(spec.name)]);
    button.addEventListener("click", () => this.stage.glide(spec.values, spec.seconds ? 1000 * spec.seconds : undefined));
    if (!this.presets) {
      const opener = /** @type {HTMLButtonElement} */ (html("button", { type: "button", class: "pick", "data-tool": "examples" }, [icon("list"), html("span", {}, [translate("Examples")])]));
      const { root, list } = menu(opener);
      this.presets = list;
      this.places.examples = root;
      this.places.transport.append(root);
    }
    this.presets.append(button);
    return null;
  }

  /** @param {any} spec */
  make_table(spec) {
    return this.#grid(spec, (row, column, problem) => {
      const i = row * spec.columns.length + column;
      const field = this.#numberField({
        label: `${spec.rows[row]}, ${spec.columns[column]}`,
        limits: this.stage.inputs[spec.input],
        problem,
        get: () => this.stage.values[spec.input][i],
        set: (x) => this.stage.type(spec.input, i, x),
      });
      field.addEventListener("keydown", (event) => {
        const by = { ArrowUp: -spec.columns.length, ArrowDown: spec.columns.length, Enter: spec.columns.length }[event.key];
        const all = [.../** @type {HTMLElement} */ (field.closest("table")).querySelectorAll("input")];
        if (by && all[i + by]) {
          event.preventDefault();
          all[i + by].focus();
        }
      });
      field.addEventListener("paste", (event) => this.#paste(event, spec, row, column, problem));
      const cell = html("td", {}, [field]);
      this.items.push({ update: () => tint(cell, this.stage.values[spec.input][i], spec.scale) });
      return cell;
    });
  }

  /** Paste a block of cells from a spreadsheet. @param {any} event @param {any} spec @param {number} row @param {number} column @param {HTMLElement} problem */
  #paste(event, spec, row, column, problem) {
    const text = event.clipboardData.getData("text");
    const lines = text.replace(/\r/g, "").replace(/\n$/, "").split("\n").map((/** @type {string} */ line) => line.split("\t"));
    if (lines.length === 1 && lines[0].length === 1) return;
    event.preventDefault();
    const next = [...this.stage.values[spec.input]];
    for (let r = 0; r < lines.length && row + r < spec.rows.length; r += 1) {
      for (let c = 0; c < lines[r].length && column + c < spec.columns.length; c += 1) {
        const result = read(lines[r][c], this.stage.inputs[spec.input]);
        if ("problem" in result) {
          problem.textContent = translate("{name}: {problem}", { name: `${spec.rows[row + r]}, ${spec.columns[column + c]}`, problem: result.problem });
          return;
        }
        next[(row + r) * spec.columns.length + column + c] = result.value;
      }
    }
    problem.textContent = "";
    this.forgetTyping();
    this.stage.change({ [spec.input]: next });
    this.stage.settleNow();
  }

  /** A table with names and cells. @param {any} spec @param {(row:number, column:number, problem:HTMLElement) => HTMLElement} cell */
  #grid(spec, cell) {
    const problem = this.#problem();
    const table = html("table", { class: "cells" });
    table.append(html("caption", {}, [translate(spec.name), " ", html("span", { class: "shape" }, [`(${spec.rows.length} × ${spec.columns.length})`])]));
    if (spec.columns.some((/** @type {string} */ name) => name)) {
      const head = html("tr", {}, [html("td", {}), ...spec.columns.map((/** @type {string} */ name, /** @type {number} */ i) => html("th", { scope: "col", title: name }, [html("span", {}, [translate(spec.heads?.[i] ?? name)])]))]);
      table.append(html("thead", {}, [head]));
    }
    const body = html("tbody");
    spec.rows.forEach((/** @type {string} */ name, /** @type {number} */ row) => {
      const cells = spec.columns.map((/** @type {string} */ _, /** @type {number} */ column) => cell(row, column, problem));
      body.append(html("tr", {}, [name ? html("th", { scope: "row" }, [translate(name)]) : html("td", { class: "none" }), ...cells]));
    });
    table.append(body);
    return html("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": translate(spec.name) }, [table, problem]);
  }

  /** @param {any} spec */
  make_cells(spec) {
    const [m, n] = this.program.value(spec.value).shape;
    const named = { ...spec, rows: spec.rows ?? Array.from({ length: m }, () => ""), columns: spec.columns ?? Array.from({ length: n }, () => "") };
    /** @type {{cell:HTMLElement, number:HTMLElement, target:HTMLElement|null}[]} */
    const all = [];
    const region = this.#grid(named, (row, column) => {
      const number = html("span", { class: "number" });
      const target = spec.target ? html("span", { class: "target" }) : null;
      const cell = html("td", {}, target ? [number, target] : [number]);
      if (named.rows[row]) number.setAttribute("data-readout", `${spec.name} ${named.rows[row]}, ${named.columns[column]}`);
      all.push({ cell, number, target });
      return cell;
    });
    this.#watch(spec, spec.target ? [spec.value, spec.target] : [spec.value], ([value, target], broken) => {
      all.forEach(({ cell, number, target: corner }, i) => {
        number.textContent = broken.length ? "–" : formatNumber(value.re[i], spec.digits);
        tint(cell, broken.length ? NaN : value.re[i], spec.scale);
        if (corner) {
          const wanted = target.re[i];
          corner.textContent = Number.isNaN(wanted) ? "" : local(brief(wanted));
          cell.classList.toggle("blank", Number.isNaN(wanted));
        }
      });
    });
    return region;
  }

  /** @param {any} spec */
  make_paint(spec) {
    const [m, n] = this.stage.inputs[spec.input].shape;
    const rows = spec.rows ?? Array.from({ length: m }, (_, i) => String(i + 1));
    const columns = spec.columns ?? Array.from({ length: n }, (_, i) => String(i + 1));
    const grid = html("div", { class: "paint", role: "grid", "aria-label": translate(spec.name) });
    grid.style.setProperty("--columns", String(n));
    /** @type {HTMLElement[]} */
    const cells = [];
    const locked = this.stage.inputs[spec.input].locked;
    if (locked) grid.setAttribute("aria-readonly", "true");
    let brush = spec.brush;
    /** The cell painted last, while the pointer is down. */
    let last = -1;
    const set = (/** @type {number} */ i, /** @type {number} */ x) => {
      if (this.stage.values[spec.input][i] !== x) this.stage.type(spec.input, i, x);
    };
    const under = (/** @type {PointerEvent} */ event) => {
      const root = /** @type {any} */ (grid.getRootNode());
      return cells.indexOf(root.elementFromPoint(event.clientX, event.clientY));
    };
    for (let row = 0; row < m; row += 1) {
      const line = html("div", { role: "row" });
      for (let column = 0; column < n; column += 1) {
        const i = row * n + column;
        const cell = html("span", { role: "gridcell", tabindex: i === 0 ? 0 : -1 });
        cells.push(cell);
        line.append(cell);
        let was = NaN;
        this.items.push({
          update: () => {
            const x = this.stage.values[spec.input][i];
            if (x === was) return;
            was = x;
            cell.setAttribute("aria-label", `${rows[row]}, ${columns[column]}: ${formatNumber(x)}`);
            cell.style.setProperty("--ink", String((x - spec.low) / (spec.high - spec.low)));
          },
        });
      }
      grid.append(line);
    }
    grid.addEventListener("pointerdown", (event) => {
      const i = under(event);
      if (i < 0 || locked || last >= 0 || event.button !== 0) return;
      event.preventDefault();
      grid.setPointerCapture(event.pointerId);
      focus(i);
      brush = this.stage.values[spec.input][i] === spec.low ? spec.brush : spec.low;
      set(i, brush);
      last = i;
      this.stage.painting = true;
    });
    grid.addEventListener("pointermove", (event) => {
      const i = last >= 0 ? under(event) : -1;
      if (i < 0) return;
      // A fast stroke leaves no gaps: every cell on the way is painted.
      const [r0, c0, r1, c1] = [Math.floor(last / n), last % n, Math.floor(i / n), i % n];
      const steps = Math.max(1, Math.abs(r1 - r0), Math.abs(c1 - c0));
      for (let k = 1; k <= steps; k += 1) set(Math.round(r0 + ((r1 - r0) * k) / steps) * n + Math.round(c0 + ((c1 - c0) * k) / steps), brush);
      last = i;
    });
    for (const kind of ["pointerup", "pointercancel"]) {
      grid.addEventListener(kind, () => {
        if (last < 0) return;
        last = -1;
        this.stage.painting = false;
        this.stage.settleNow();
      });
    }
    const focus = (/** @type {number} */ i) => {
      cells.forEach((cell, k) => (cell.tabIndex = k === i ? 0 : -1));
      cells[i].focus({ preventScroll: true });
    };
    grid.addEventListener("keydown", (event) => {
      const i = cells.indexOf(/** @type {HTMLElement} */ (event.target));
      const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -n, ArrowDown: n }[event.key];
      // Left and right stay in their row.
      if (by && cells[i + by] && (Math.abs(by) === n || Math.floor((i + by) / n) === Math.floor(i / n))) {
        event.preventDefault();
        event.stopPropagation();
        focus(i + by);
        if (event.shiftKey && !locked) {
          set(i + by, brush);
          this.stage.settleSoon();
        }
      } else if ((event.key === " " || event.key === "Enter") && !locked) {
        event.preventDefault();
        event.stopPropagation();
        brush = this.stage.values[spec.input][i] === spec.low ? spec.brush : spec.low;
        set(i, brush);
        this.stage.settleSoon();
      }
    });
    return html("div", { class: "painting" }, [html("p", { class: "name" }, [translate(spec.name), " ", html("span", { class: "shape" }, [`(${m} × ${n})`])]), grid]);
  }

  /** @param {any} control */
  #slider(control) {
    const input = this.stage.inputs[control.input];
    const range = /** @type {HTMLInputElement} */ (
      html("input", {
        type: "range",
        min: control.low,
        max: control.high,
        step: control.step ?? (control.high - control.low) / 200,
        "aria-label": translate(control.name),
        disabled: input.locked,
      })
    );
    const shown = html("output", { class: "number", "data-readout": control.name });
    const row = html("div", { class: "slider" });
    const clock = control.play ? this.#clock(control, row) : null;
    row.append(html("label", {}, [html("span", { class: "name" }, [translate(control.name)]), range]), shown);
    range.addEventListener("input", () => {
      this.stage.stopMoving();
      this.stage.change({ [control.input]: [Number(range.value)] });
    });
    range.addEventListener("change", () => this.stage.settleNow());
    let given = NaN;
    this.items.push({
      update: () => {
        const x = this.stage.values[control.input][0];
        // The browser rounds what it is given to the slider's own steps: compare with what was given.
        if (x !== given && Number(range.value) !== x) range.value = String(x);
        if (x !== given) {
          // What is between zero, or the lower end, and the thumb is filled.
          const share = (/** @type {number} */ at) => (100 * (at - control.low)) / (control.high - control.low);
          const ends = [share(Math.min(Math.max(0, control.low), control.high)), share(x)].sort((a, b) => a - b);
          range.style.setProperty("--from", `${ends[0].toFixed(2)}%`);
          range.style.setProperty("--to", `${ends[1].toFixed(2)}%`);
        }
        given = x;
        const text = control.labels ? control.labels[Math.round((x - control.low) / (control.step ?? 1))] : `${formatNumber(x, control.step && control.step % 1 === 0 ? 0 : 2)}${withUnit(control.unit)}`;
        if (shown.textContent !== text) {
          shown.textContent = text;
          range.setAttribute("aria-valuetext", text);
        }
        clock?.();
      },
    });
    this.places.transport.append(row);
    if (control.while) this.#onlyWhile(control.while, row);
  }

  /** Play, pause, step and speed. @param {any} control @param {HTMLElement} row */
  #clock(control, row) {
    const play = html("button", { type: "button", class: "icon play", "data-tool": "play", "aria-label": translate("Play") }, [icon("play")]);
    const step = control.step ?? (control.high - control.low) / 20;
    const jump = (/** @type {number} */ by) => {
      this.stage.stopMoving();
      const x = this.stage.values[control.input][0] + by;
      this.stage.change({ [control.input]: [Math.min(control.high, Math.max(control.low, x))] });
      this.stage.settleSoon();
    };
    const back = tool("back", translate("One step back"), () => jump(-step));
    const on = tool("on", translate("One step on"), () => jump(step));
    const speeds = [1, 2, 4, 0.5];
    let pace = 0;
    const speed = html("button", { type: "button", class: "icon speed", "aria-label": translate("Speed") }, ["1×"]);
    speed.addEventListener("click", () => {
      pace = (pace + 1) % speeds.length;
      speed.textContent = `${formatNumber(speeds[pace], speeds[pace] % 1 ? 1 : 0)}×`;
      this.stage.pace = speeds[pace];
    });
    play.addEventListener("click", () => {
      if (this.stage.playing === control) {
        this.stage.stopMoving();
        this.stage.settleNow();
      } else this.stage.play(control);
    });
    row.append(back, play, on, speed);
    return () => {
      const playing = this.stage.playing === control;
      if (playing === play.classList.contains("playing")) return;
      play.classList.toggle("playing", playing);
      play.setAttribute("aria-label", playing ? translate("Pause") : translate("Play"));
      play.replaceChildren(icon(playing ? "pause" : "play"));
    };
  }

  /** @param {any} control */
  #button(control) {
    const button = html("button", { type: "button", class: "text" }, [translate(control.name)]);
    button.addEventListener("click", () => {
      this.stage.stopMoving();
      this.stage.ask(control.name);
    });
    button.dataset.button = control.name;
    this.places.transport.append(button);
  }

  /** @param {any} control */
  #switch(control) {
    const box = /** @type {HTMLInputElement} */ (html("input", { type: "checkbox", role: "switch", disabled: this.stage.inputs[control.input].locked }));
    box.addEventListener("change", () => {
      this.stage.change({ [control.input]: [box.checked ? 1 : 0] });
      this.stage.settleNow();
    });
    this.items.push({ update: () => (box.checked = this.stage.values[control.input][0] === 1) });
    this.places.switches.append(html("label", { class: "switch" }, [box, translate(control.name)]));
  }

  /** @param {any} control */
  #choice(control) {
    const name = `choice-${Math.random().toString(36).slice(2)}`;
    const boxes = control.options.map((/** @type {string} */ option, /** @type {number} */ i) => {
      const box = /** @type {HTMLInputElement} */ (html("input", { type: "radio", name, disabled: this.stage.inputs[control.input].locked }));
      box.addEventListener("change", () => {
        this.stage.change({ [control.input]: [i] });
        this.stage.settleNow();
      });
      this.items.push({ update: () => (box.checked = this.stage.values[control.input][0] === i) });
      return html("label", {}, [box, html("span", {}, [translate(option)])]);
    });
    this.places.transport.append(
      html("fieldset", { class: "choice" }, [html("legend", {}, [translate(control.name)]), html("span", { class: "options" }, boxes)]),
    );
  }
}

/** The word for a value: of two, the second when it is true; of more, the one in its place.
 * @param {string[]} words @param {number} x */
export function wordFor(words, x) {
  return (words.length === 2 ? words[x ? 1 : 0] : words[Math.round(x)]) ?? "–";
}

/** Colour a cell by sign and size; the number in it says the same. @param {HTMLElement} cell @param {number} x @param {number} scale */
function tint(cell, x, scale) {
  const share = Number.isFinite(x) ? Math.max(-1, Math.min(1, x / scale)) : 0;
  const next = share.toFixed(3);
  if (cell.dataset.share === next) return;
  cell.dataset.share = next;
  cell.style.setProperty("--share", String(Math.abs(share)));
  cell.classList.toggle("negative", share < 0);
}

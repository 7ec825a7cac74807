// What Python is told, and when it is not: a reader on the way to another page is not held up by this one.

const STAYED = 1500; // milliseconds after a press on a link: who is still here has stayed

/** @typedef {(kind:string, value:any) => void} Report */

/** The messages of all stages that stand in one place, one after the other. */
export class Messages {
  /** @param {Report} report */
  constructor(report) {
    this.report = report;
    /** Whether Python has heard of a settled state. */
    this.reported = false;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.leaving = undefined;
    this.untold = null;
  }

  /** Tell Python, unless the reader is on the way to another page: there the late message would run this page's
   * part of the script, and the other page would stay blank. @param {any} settled */
  tell(settled) {
    this.reported = true;
    if (this.leaving) this.untold = settled;
    else this.report("settled", settled);
  }

  /** Ask Python for what a button stands for. @param {string} button */
  press(button) {
    this.report("pressed", button);
  }

  /** The reader has gone for another page, or so it seems. */
  leave() {
    clearTimeout(this.leaving);
    this.leaving = setTimeout(() => {
      this.leaving = undefined;
      if (this.untold) this.report("settled", this.untold);
      this.untold = null;
    }, STAYED);
  }

  /** Hear when the reader goes: by a link to another page, or back. @param {() => void} travelled back or forward on this page
   * @param {AbortSignal} signal */
  watch(travelled, signal) {
    const page = window.location.pathname;
    window.addEventListener("popstate", () => (window.location.pathname === page ? travelled() : this.leave()), { signal });
    const pressed = (/** @type {Event} */ event) => {
      const link = event.composedPath().find((e) => e instanceof HTMLAnchorElement && e.href);
      if (link && new URL(/** @type {HTMLAnchorElement} */ (link).href).pathname !== page) this.leave();
    };
    for (const kind of ["pointerdown", "click"]) document.addEventListener(kind, pressed, { signal, capture: true });
  }

  /** What waits is no more. */
  stop() {
    clearTimeout(this.leaving);
    this.leaving = undefined;
  }
}

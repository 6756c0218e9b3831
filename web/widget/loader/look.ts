/** The launcher's own style. A constructed sheet is no inline style to a content policy, and in a shadow root it meets none of the host page's. */
export const LOOK = `
:host { all: initial; --accent: #11675b; --on-accent: #fff; --surface: #fff; --ink: #1c2522; --soft: #55615c; --badge: #c62f2f; --on-badge: #fff; --focus: #1b6fd0; --line: #dfe5e2;
  position: fixed; inset-block-end: 0; inset-inline-end: 0; z-index: 2147483000; font: 15px/1.5 system-ui, sans-serif; }
:host([data-theme=dark]) { --accent: #62c8b5; --on-accent: #06251f; --surface: #171d1b; --ink: #e6ece9; --soft: #a3b0ab; --badge: #ef6a62; --on-badge: #2b0603; --focus: #7db8ff; --line: #2a3330; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
button { font: inherit; cursor: pointer; border: 0; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 3px; }
.launcher { position: fixed; inset-block-end: 20px; inset-inline-end: 20px; display: grid; place-items: center; width: 56px; height: 56px; padding: 0; border-radius: 50%;
  background: var(--accent); color: var(--on-accent); box-shadow: 0 4px 16px rgb(0 0 0 / 24%); transition: transform 120ms; }
.launcher:hover { transform: scale(1.05); }
.launcher svg { width: 28px; height: 28px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
.badge { position: absolute; inset-block-start: -4px; inset-inline-end: -4px; min-width: 22px; height: 22px; padding: 0 6px; border-radius: 11px;
  background: var(--badge); color: var(--on-badge); font-size: 13px; font-weight: 600; line-height: 22px; text-align: center; }
.panel { position: fixed; inset-block-end: 92px; inset-inline-end: 20px; width: 384px; height: min(640px, calc(100vh - 112px)); overflow: hidden; border: 1px solid var(--line);
  border-radius: 16px; background: var(--surface); color: var(--ink); box-shadow: 0 8px 40px rgb(0 0 0 / 22%); }
iframe { display: block; width: 100%; height: 100%; border: 0; color-scheme: normal; }
.wait { position: absolute; inset: 0; display: grid; place-content: center; justify-items: center; gap: 16px; padding: 24px; background: var(--surface); text-align: center; }
.turn { width: 28px; height: 28px; border: 3px solid var(--line); border-block-start-color: var(--accent); border-radius: 50%; animation: turn 800ms linear infinite; }
.again, .shut { min-height: 44px; padding: 8px 20px; border-radius: 10px; background: var(--accent); color: var(--on-accent); font-weight: 600; }
.shut { background: none; color: var(--soft); }
.turn + .shut { visibility: hidden; animation: come 1s steps(1) forwards; }
:host(:not(.full)) .turn + .shut { display: none; }
@keyframes come { to { visibility: visible; } }
@keyframes turn { to { transform: rotate(1turn); } }
:host(.full) .panel { inset: auto 0 auto 0; inset-block-start: var(--top, 0); width: 100%; height: var(--height, 100%); border: 0; border-radius: 0; }
:host(.full.open) .launcher { display: none; }
@media (prefers-color-scheme: dark) { :host(:not([data-theme=light])) { --accent: #62c8b5; --on-accent: #06251f; --surface: #171d1b; --ink: #e6ece9; --soft: #a3b0ab; --badge: #ef6a62; --on-badge: #2b0603; --focus: #7db8ff; --line: #2a3330; } }
@media (prefers-reduced-motion: reduce) { * { animation-duration: 3s !important; transition: none !important; } }
`;

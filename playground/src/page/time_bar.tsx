// Time, in the reader's hand: running and stepping, the way back and forth through the runs, the clock and the seed.
import { useEffect, useState } from "preact/hooks";
import type { Parts } from "./frame.js";

const HOUR = 3_600_000;

const STEP_NAMES = { begin: "beginning", run: "run", time: "the clock moved" } as const;

export function TimeBar({ page, actions }: Parts) {
  const phase = page.phase.value;
  const waiting = page.waiting.value;
  const idle = phase === "idle";
  return (
    <section class="time" aria-label="Time">
      <div class="group">
        {phase === "running" ? (
          <button type="button" id="run" class="run" onClick={() => actions.stop()}>
            <Icon path="M5 5h10v10H5z" /> Stop
          </button>
        ) : (
          <button
            type="button"
            id="run"
            class="run"
            title="Ctrl+Enter"
            disabled={phase === "broken"}
            onClick={() => void actions.run()}
            aria-keyshortcuts="Control+Enter"
          >
            <Icon path="M6 4l10 6-10 6z" /> {phase === "waiting" ? "Go on" : "Run"}
          </button>
        )}
        <button
          type="button"
          id="step"
          title="One request at a time (Alt+→)"
          disabled={phase === "running" || phase === "broken"}
          onClick={() => void actions.step()}
          aria-keyshortcuts="Alt+ArrowRight"
        >
          <Icon path="M5 4l7 6-7 6zM13 4h2.5v12H13z" /> Step
        </button>
        {phase === "waiting" && (
          <button type="button" class="quiet" onClick={() => actions.stop()}>
            Stop
          </button>
        )}
        {waiting !== undefined && <span class="hint waiting">{waiting} waits</span>}
      </div>
      <div class="group">
        <button
          type="button"
          id="undo"
          class="quiet"
          title="Undo the last run (Alt+←)"
          disabled={!page.canUndo.value}
          onClick={() => void actions.undo()}
        >
          <Icon path="M8 4L3 8.5 8 13V10c4 0 6.500 1.500 8.500 5C16 9.500 13 7 8 7z" /> <span class="wide">Undo</span>
        </button>
        <Steps page={page} actions={actions} />
        <button
          type="button"
          id="redo"
          class="quiet"
          title="Do the undone run again"
          disabled={!page.canRedo.value}
          onClick={() => void actions.redo()}
        >
          <Icon path="M12 4l5 4.500L12 13V10c-4 0-6.500 1.500-8.500 5C4 9.500 7 7 12 7z" /> <span class="wide">Redo</span>
        </button>
      </div>
      <div class="group clock">
        <time
          id="clock"
          dateTime={new Date(page.now.value).toISOString()}
          title="The clock of the database, in UTC. It stands until you move it; a request takes a millisecond."
        >
          {timeText(page.now.value)}
        </time>
        <button
          type="button"
          class="quiet"
          disabled={!idle}
          onClick={() => void actions.advance(HOUR, "an hour")}
          aria-label="+1 h: move the clock an hour on"
        >
          +1 h
        </button>
        <button
          type="button"
          class="quiet"
          disabled={!idle}
          onClick={() => void actions.advance(24 * HOUR, "a day")}
          aria-label="+1 day: move the clock a day on"
        >
          +1 day
        </button>
      </div>
      <Seed page={page} actions={actions} />
    </section>
  );
}

/** What was done last, and what the lesson says of it: in sight whatever pane is. */
export function StatusLine({ page }: Pick<Parts, "page">) {
  const check = page.check.value;
  return (
    <p class="status" role="status" data-runs={page.ended.value}>
      <span id="status">{page.status.value}</span>
      {check !== undefined && (
        <span id="verdict" data-done={check.done ? "" : undefined}>
          {check.done ? `✓ ${check.message}` : `Not yet: ${check.message}`}
        </span>
      )}
    </p>
  );
}

/** A dot a step; those that were undone are hollow. */
function Steps({ page }: Parts) {
  const steps = page.steps.value;
  const position = page.position.value;
  const from = Math.max(0, Math.min(position - 5, steps.length - 10));
  const words =
    steps.length === 0 ? "Nothing was done yet" : `Step ${position + 1} of ${steps.length}: ${STEP_NAMES[steps[position] ?? "begin"]}`;
  return (
    <span class="steps" role="img" aria-label={words} title={words}>
      {steps.slice(from, from + 10).map((kind, index) => (
        <i
          key={index}
          data-kind={kind}
          data-undone={from + index > position ? "" : undefined}
          data-current={from + index === position ? "" : undefined}
        />
      ))}
    </span>
  );
}

function Seed({ page, actions }: Parts) {
  const [text, setText] = useState<string>();
  const seed = page.seed.value;
  useEffect(() => setText(undefined), [seed]);
  const idle = page.phase.value === "idle";
  const begin = (event: Event): void => {
    event.preventDefault();
    void actions.startOver((text ?? seed).trim() || seed);
  };
  return (
    <form class="group" onSubmit={begin}>
      <label title="The same seed gives the same random values, and so the same run.">
        Seed{" "}
        <input
          id="seed"
          value={text ?? seed}
          maxLength={40}
          size={5}
          autocomplete="off"
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <button
        type="submit"
        id="reset"
        class="quiet"
        disabled={!idle}
        title="Empties the database and begins the lesson anew, with this seed"
      >
        <Icon path="M10 3a7 7 0 1 0 7 7h-2a5 5 0 1 1-5-5v3l5-4-5-4z" /> <span class="wide">Start over</span>
      </button>
    </form>
  );
}

function Icon({ path }: { readonly path: string }) {
  return (
    <svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true">
      <path d={path} fill="currentColor" />
    </svg>
  );
}

function timeText(ms: number): string {
  return new Date(ms)
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/, "");
}

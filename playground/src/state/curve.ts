// Units over the requests of a run, drawn by uPlot. Loaded on its own, as most runs are too short for a curve.
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";

/** Draws into `place`, in the colours of the page, until the answer is called. */
export function drawCurve(
  place: HTMLElement,
  numbers: readonly number[],
  readUnits: readonly number[],
  writeUnits: readonly number[],
): () => void {
  const style = getComputedStyle(place);
  const colour = (name: string): string => {
    // A canvas does not know light-dark(): an element resolves it.
    const probe = document.createElement("span");
    probe.style.color = `var(${name})`;
    place.append(probe);
    const resolved = getComputedStyle(probe).color;
    probe.remove();
    return resolved;
  };
  const used = [readUnits, writeUnits].filter((units) => units.some((value) => value > 0));
  const font = `11px ${style.fontFamily}`;
  const axis = {
    stroke: colour("--soft"),
    grid: { stroke: colour("--line"), width: 1 },
    ticks: { stroke: colour("--line"), width: 1 },
    font,
  };
  const plot = new uPlot(
    {
      width: place.clientWidth,
      height: 150,
      legend: { live: true },
      cursor: { y: false },
      scales: { x: { time: false }, y: { range: (_, __, most) => [0, Math.max(most, 0.5) * 1.1] } },
      axes: [
        { ...axis, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500] },
        { ...axis, size: 44 },
      ],
      series: [
        { label: "Request" },
        ...used.map((units) => ({
          ...(units === readUnits
            ? { label: "Read units", stroke: colour("--accent") }
            : { label: "Write units", stroke: colour("--warn"), dash: [6, 4] }),
          width: 2,
          points: { show: numbers.length < 60 },
        })),
      ],
    },
    [numbers as number[], ...(used as number[][])],
    place,
  );
  const observer = new ResizeObserver(() => plot.setSize({ width: place.clientWidth, height: 150 }));
  observer.observe(place);
  return () => {
    observer.disconnect();
    plot.destroy();
  };
}

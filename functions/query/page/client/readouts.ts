/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/** Tells the figure under the pointer, out of the table that belongs to the chart. */
export function readouts(): void {
  for (const figure of document.querySelectorAll<HTMLElement>('figure[data-chart]')) {
    const section = figure.closest('section');
    const rows = [...(section?.querySelectorAll('tbody tr') ?? [])].reverse();
    const heads = [...(section?.querySelectorAll('thead th') ?? [])];
    if (rows.length === 0) continue;
    const readout = document.createElement('div');
    readout.className = 'readout';
    readout.hidden = true;
    readout.setAttribute('aria-hidden', 'true');
    figure.append(readout);
    figure.addEventListener('pointermove', (event) => {
      const drawing = [...figure.querySelectorAll<SVGSVGElement>('svg[data-left]')].find(
        (candidate) => candidate.getBoundingClientRect().width > 0,
      );
      if (drawing) show(drawing, readout, event, rows, heads);
    });
    figure.addEventListener('pointerleave', () => {
      readout.hidden = true;
      figure.querySelector('.reading')?.remove();
    });
  }

  function show(
    drawing: SVGSVGElement,
    readout: HTMLElement,
    event: PointerEvent,
    rows: readonly Element[],
    heads: readonly Element[],
  ): void {
    const [left, right] = [Number(drawing.dataset['left']), Number(drawing.dataset['right'])];
    const { x, width } = drawing.getBoundingClientRect();
    const { width: drawn, height } = drawing.viewBox.baseVal;
    const at = ((event.clientX - x) / width) * drawn;
    const index = Math.floor(((at - left) / (right - left)) * rows.length);
    const row = rows[Math.min(Math.max(index, 0), rows.length - 1)];
    const figures = [...(row?.querySelectorAll('[data-shown]') ?? [])].map((cell) => {
      const name = heads[[...(row?.children ?? [])].indexOf(cell)]?.textContent?.replace(
        / ?\(.*|^(US dollars|Percent|Ratio)$/,
        '',
      );
      return `${name ? `${name} ` : ''}${cell.getAttribute('data-shown')}`;
    });
    readout.textContent = `${row?.querySelector('th')?.textContent}: ${figures.join(', ') || 'no value'}`;
    readout.hidden = false;
    const step = (right - left) / rows.length;
    const middle = left + (Math.min(Math.max(index, 0), rows.length - 1) + 0.5) * step;
    const line =
      drawing.querySelector('.reading') ??
      drawing.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'path'));
    line.setAttribute('class', 'reading');
    line.setAttribute('d', `M${middle} 12V${height - 44}`);
  }
}

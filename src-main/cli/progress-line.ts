/** Without a terminal a line is printed this often, ms. */
const PLAIN_INTERVAL_MS = 5000;

/** Shows progress on stderr: one line that is rewritten on a terminal, a line now and then elsewhere. */
export function progressLine(): { show: (text: string) => void; clear: () => void } {
  const terminal = process.stderr.isTTY === true;
  let lastPlain = performance.now();
  let shown = false;
  return {
    show(text) {
      if (terminal) {
        process.stderr.write(`\r\u001b[2K${text}`);
        shown = true;
      } else if (performance.now() - lastPlain >= PLAIN_INTERVAL_MS) {
        lastPlain = performance.now();
        process.stderr.write(`${text}\n`);
      }
    },
    clear() {
      if (shown) process.stderr.write('\r\u001b[2K');
      shown = false;
    },
  };
}

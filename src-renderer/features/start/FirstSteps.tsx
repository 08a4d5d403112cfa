const SAMPLE = `{"request_id": "r-1", "timestamp": "2026-03-01T09:00:00Z", "prompt": "…",
 "prod":   {"model": "a", "response": "…", "error": null, "latency_ms": 812},
 "shadow": {"model": "b", "response": "…", "error": null, "latency_ms": 774}}`;

/** What the very first start shows in place of recent workspaces. */
export function FirstSteps() {
  return (
    <section className="first-steps" aria-labelledby="first-steps">
      <h2 id="first-steps">How it goes</h2>
      <ol>
        <li>
          <strong>Open a log.</strong> JSON Lines, a JSON array or CSV, plain or gzipped: one record a
          request, with both answers, or one file per model. Columns are detected, and you can map them
          yourself.
        </li>
        <li>
          <strong>Read the verdict.</strong> Latency, errors, similarity, win rate and coverage, each against
          its threshold with honest bounds: GO, NO-GO, or how much more data it takes.
        </li>
        <li>
          <strong>Hand on the report.</strong> One file with the verdict, the evidence and how to reproduce
          it.
        </li>
      </ol>
      <p className="faint small">A record of a log:</p>
      <pre>{SAMPLE}</pre>
    </section>
  );
}

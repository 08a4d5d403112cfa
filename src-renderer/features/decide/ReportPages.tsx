import { useEffect, useRef, useState } from 'react';
import { renderHtml } from '@core/report/render-html';
import type { ReportModel } from '@core/report/report-model';
import { paginate } from './paginate';

/** The report on sheets of A4 as it would be printed; the breaks are close to, not exactly, the printer's. */
export function ReportPages({ model }: { model: ReportModel }) {
  const host = useRef<HTMLDivElement>(null);
  const [pages, setPages] = useState(0);
  useEffect(() => {
    if (host.current === null) return;
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' });
    setPages(paginate(root, renderHtml(model)));
  }, [model]);
  return (
    <div className="report-preview">
      <p className="faint small">
        {pages > 0 && `${pages} pages, A4; the printer’s breaks may differ slightly`}
      </p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reached by keyboard */}
      <div className="report-scroll" tabIndex={0} role="region" aria-label="Pages of the report">
        <div ref={host} />
      </div>
    </div>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { REPORT_FORMATS, REPORT_FORMAT_NAMES } from '@core/model/report';
import { getReportModel } from '../../shared/api/decide-client';
import type { ReportRedaction } from '../../shared/api/client';
import { toProblem } from '../../shared/api/problem';
import { saveReport, useReport } from '../../shared/save-report';
import { Button } from '../../shared/ui/Button';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';
import { Skeleton } from '../../shared/ui/Skeleton';
import { ReportPages } from './ReportPages';
import { Section } from './Section';

/** The report as its reader gets it, page by page, and every format that it can be saved in. */
export function ReportSection({ workspace }: { workspace: string }) {
  const [shown, setShown] = useState(false);
  const [redact, setRedact] = useState<ReportRedaction>('usual');
  const saving = useReport((state) => state.saving);
  const { data, error } = useQuery({
    queryKey: ['report-model', workspace, redact],
    queryFn: ({ signal }) => getReportModel(workspace, redact, signal),
    enabled: shown,
  });
  return (
    <Section id="report">
      <div className="button-row">
        {REPORT_FORMAT_NAMES.map((format) => (
          <Button
            key={format}
            kind={format === 'pdf' ? 'primary' : 'normal'}
            isDisabled={saving !== null}
            onPress={() => void saveReport(workspace, format, redact)}
          >
            <Download className="icon" aria-hidden />
            {saving === format ? 'Saving…' : REPORT_FORMATS[format].label}
          </Button>
        ))}
        <Button aria-expanded={shown} onPress={() => setShown(!shown)}>
          {shown ? 'Hide the pages' : 'Preview as pages'}
        </Button>
      </div>
      <label className="check">
        <input
          type="checkbox"
          checked={redact === 'usual'}
          onChange={(event) => setRedact(event.currentTarget.checked ? 'usual' : 'none')}
        />
        Replace e-mail addresses, phone numbers and keys in what is quoted
      </label>
      {shown && data && <ReportPages model={data} />}
      {shown && !data && !error && <Skeleton label="Making the report" heights={[600]} />}
      {shown && error && <ProblemPanel problem={toProblem(error)} />}
    </Section>
  );
}

import { useState } from 'react';
import { formatCount } from '@core/model/format';
import type { Reject } from '@core/model/import';
import { REJECT_LABEL } from '../../shared/labels';
import { Button } from '../../shared/ui/Button';

const LINE = 160;

/** One rejected line. Its text comes from a log: shown as text, its line breaks and controls made visible. */
export function RejectRow({ reject }: { reject: Reject }) {
  const [open, setOpen] = useState(false);
  const { file, line, code, reason } = reject;
  const text = reject.text.replaceAll('\n', '␊');
  const long = text.length > LINE;
  return (
    <tr className="reject">
      <td className="clip reject-file" title={file}>
        {file}
      </td>
      <td className="num">{formatCount(line)}</td>
      <td className="reject-why">
        <div className="strong">{REJECT_LABEL[code] ?? code}</div>
        <div className="soft">{reason}</div>
      </td>
      <td className="reject-text">
        <code dir="ltr">{open || !long ? text : `${text.slice(0, LINE)}…`}</code>
        {long && (
          <Button kind="quiet" aria-expanded={open} onPress={() => setOpen(!open)}>
            {open ? 'Show less' : `Show all ${formatCount(reject.text.length)} characters`}
          </Button>
        )}
      </td>
    </tr>
  );
}

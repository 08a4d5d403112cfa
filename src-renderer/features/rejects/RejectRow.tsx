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
  const text = visible(reject.text);
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

/** Control and direction-changing characters as escapes, so that a line cannot pretend to be another. */
function visible(text: string): string {
  return text.replace(
    // oxlint-disable-next-line no-control-regex -- these are what is looked for
    /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

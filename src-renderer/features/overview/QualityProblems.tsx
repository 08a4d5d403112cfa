import { ARMS } from '@core/model/arm';
import { formatCount } from '@core/model/format';
import type { RejectCode } from '@core/model/import';
import type { DataQuality } from '@core/model/overview';
import { NOTE_LABEL, REJECT_LABEL, plural } from '../../shared/labels';
import { formatRoute } from '../../shared/route';
import { ArmName } from '../../shared/ui/ArmName';
import { PairsLink } from '../../shared/ui/PairsLink';

/** What was set aside, missing, tolerated or lost. */
export function QualityProblems({ workspace, quality }: { workspace: string; quality: DataQuality }) {
  const { imported, rejectsByCode, notes, missing, damaged } = quality;
  const rejects = (code: RejectCode | null) => formatRoute({ screen: 'rejects', workspace, code, offset: 0 });
  const reasons = rejectsByCode.filter(({ code, count }) => code !== 'duplicate' && count > 0);
  return (
    <dl className="problems">
      <div>
        <dt>Rejected lines</dt>
        <dd className="problem-parts">
          <a href={rejects(null)} className="strong">
            {formatCount(imported.rejected)}
          </a>
          {reasons.map(({ code, count }) => (
            <a key={code} href={rejects(code)}>
              {REJECT_LABEL[code] ?? code} {formatCount(count)}
            </a>
          ))}
        </dd>
      </div>
      <div>
        <dt>Duplicate request ids</dt>
        <dd>
          <a href={rejects('duplicate')}>{formatCount(imported.duplicates)}</a>{' '}
          <span className="faint small">the first of each counts</span>
        </dd>
      </div>
      <div>
        <dt>Missing arms</dt>
        <dd className="problem-parts">
          {ARMS.map((arm) => (
            <span key={arm}>
              <ArmName arm={arm} />{' '}
              <PairsLink
                workspace={workspace}
                filter={[{ kind: 'any-of', column: `${arm}_state`, values: ['missing'] }]}
              >
                {formatCount(missing[arm])}
              </PairsLink>
            </span>
          ))}
        </dd>
      </div>
      {notes.map((note) => (
        <div key={`${note.file}:${note.code}`}>
          <dt>{NOTE_LABEL[note.code] ?? note.code}</dt>
          <dd>
            {note.message}{' '}
            <span className="faint small">
              {note.file}
              {note.firstLine !== null && `, first on line ${formatCount(note.firstLine)}`}
            </span>
          </dd>
        </div>
      ))}
      {damaged.map(({ segment, pairs, reason }) => (
        <div key={segment} className="damaged">
          <dt>Damaged segment</dt>
          <dd>
            {segment}: {formatCount(pairs)} {plural(pairs, 'pair')} are not in any figure. {reason}
          </dd>
        </div>
      ))}
    </dl>
  );
}

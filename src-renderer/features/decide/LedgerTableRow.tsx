import { useId, useState } from 'react';
import { formatCount, formatP, formatPercent, formatPoints } from '@core/model/format';
import { type LedgerFlip, type LedgerRow, type LedgerWhere, elsewhere } from '@core/model/ledger';
import { safeText } from '@core/model/visible-text';
import { Disclosure } from '../../shared/ui/Disclosure';
import { PairsLink } from '../../shared/ui/PairsLink';
import { TellingPairs } from './TellingPairs';

const KIND: Readonly<Record<LedgerFlip['kind'], string>> = {
  regression: 'Regressions',
  improvement: 'Improvements',
  change: 'Changes',
};

/** One kind of change; opens to its flips in both directions, by cause. */
export function LedgerTableRow({ row, workspace }: { row: LedgerRow; workspace: string }) {
  const [open, setOpen] = useState(false);
  const details = useId();
  const flip = (kind: LedgerFlip['kind']) => row.flips.find((candidate) => candidate.kind === kind);
  const neutral = row.flips.filter(({ kind }) => kind === 'change');
  return (
    <>
      <tr data-open={open || undefined}>
        <th scope="row">
          <Disclosure open={open} controls={details} onToggle={setOpen}>
            {row.label}
          </Disclosure>
        </th>
        <td className="num">{formatCount(row.n)}</td>
        <td className="num">{formatPercent(row.prodRate)}</td>
        <td className="num">{formatPercent(row.shadowRate)}</td>
        <td className="num">
          <strong>{formatPoints(row.difference)}</strong>{' '}
          <span className="bounds">
            {formatPoints(row.lower)} … {formatPoints(row.upper)}
          </span>
        </td>
        {neutral.length > 0 ? (
          <td className="num" colSpan={2}>
            {neutral.map((change) => (
              <span key={change.direction}>
                <Flips flip={change} workspace={workspace} />
                <span className="share">
                  {change.direction === 'shadowOnly' ? 'only shadow' : 'only production'}
                </span>
              </span>
            ))}
          </td>
        ) : (
          <>
            <td className="num">
              <Flips flip={flip('regression')} workspace={workspace} />
            </td>
            <td className="num">
              <Flips flip={flip('improvement')} workspace={workspace} />
            </td>
          </>
        )}
        <td className="num">{formatP(row.adjustedP)}</td>
      </tr>
      <tr id={details} className="criteria-evidence" hidden={!open}>
        <td colSpan={8}>
          {open && (
            <div className="ledger-details">
              <p className="soft">
                {row.explanation} In both answers {formatCount(row.both)}, in neither{' '}
                {formatCount(row.neither)}.
              </p>
              {row.where !== null && <Where row={row} where={row.where} workspace={workspace} />}
              <div className="ledger-flips">
                {row.flips.map((each) => (
                  <Causes key={each.direction} flip={each} workspace={workspace} />
                ))}
              </div>
            </div>
          )}
        </td>
      </tr>
    </>
  );
}

/** The groups of pairs that separate the flips best, both directions beside each other. */
function Where({ row, where, workspace }: { row: LedgerRow; where: LedgerWhere; workspace: string }) {
  const { flips, label } = row;
  const rest = elsewhere(row, where);
  const kindOf = (direction: LedgerFlip['direction']): string => {
    const kind = flips.find((flip) => flip.direction === direction)?.kind;
    if (kind === 'regression' || kind === 'improvement') return KIND[kind];
    return direction === 'shadowOnly' ? 'Only shadow' : 'Only production';
  };
  const directions = (['shadowOnly', 'prodOnly'] as const).toSorted(
    (a, b) => Number(kindOf(a) === 'Improvements') - Number(kindOf(b) === 'Improvements'),
  );
  return (
    <table className="ledger-where" aria-label={`Where: ${label}`}>
      <caption>
        Where: {safeText(where.label)} separates these flips best ({formatP(where.p)})
      </caption>
      <thead>
        <tr>
          <th scope="col">Group</th>
          <th scope="col" className="num">
            Pairs
          </th>
          {directions.map((direction) => (
            <th key={direction} scope="col" className="num">
              {kindOf(direction)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {where.groups.map((group) => (
          <tr key={group.label}>
            <th scope="row">
              <bdi>{safeText(group.label)}</bdi>
            </th>
            <td className="num">{formatCount(group.n)}</td>
            {directions.map((direction) => (
              <td key={direction} className="num">
                {group[direction] === 0 ? (
                  <span className="faint">0</span>
                ) : (
                  <PairsLink arrow workspace={workspace} filter={group.filters[direction]}>
                    <strong>{formatCount(group[direction])}</strong>{' '}
                    <span className="share">{formatPercent(group[direction] / group.n)}</span>
                  </PairsLink>
                )}
              </td>
            ))}
          </tr>
        ))}
        {rest.n > 0 && (
          <tr>
            <th scope="row" className="faint">
              elsewhere
            </th>
            <td className="num">{formatCount(rest.n)}</td>
            {directions.map((direction) => (
              <td key={direction} className="num">
                {formatCount(rest[direction])}{' '}
                <span className="share">{formatPercent(rest[direction] / rest.n)}</span>
              </td>
            ))}
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Flips({ flip, workspace }: { flip: LedgerFlip | undefined; workspace: string }) {
  if (flip === undefined || flip.count === 0) return <span className="faint">0</span>;
  return (
    <PairsLink
      arrow
      workspace={workspace}
      filter={flip.filter}
      label={`Show the ${formatCount(flip.count)} pairs: ${KIND[flip.kind]}`}
    >
      <span className={flip.kind === 'regression' ? 'slice-alarm strong' : 'strong'}>
        {formatCount(flip.count)}
      </span>
    </PairsLink>
  );
}

function Causes({ flip, workspace }: { flip: LedgerFlip; workspace: string }) {
  const where = flip.direction === 'shadowOnly' ? 'only the shadow' : 'only production';
  return (
    <div>
      <h3>
        {KIND[flip.kind]} ({where}): {formatCount(flip.count)}
      </h3>
      {flip.count === 0 && <p className="faint">None.</p>}
      {flip.causes.map(({ cause, count, examples }) => (
        <div key={cause} className="ledger-cause">
          <p>
            <bdi>{safeText(cause)}</bdi> <span className="faint">{formatCount(count)}</span>
          </p>
          {/* The cause stands above them already. */}
          <TellingPairs workspace={workspace} pairs={examples.map((example) => ({ ...example, why: '' }))} />
        </div>
      ))}
    </div>
  );
}

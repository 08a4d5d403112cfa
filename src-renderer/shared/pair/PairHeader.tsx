import type { OpenPair, PairDetail } from '@core/model/api/pair';
import { formatMoment, formatSimilarity } from '@core/model/format';
import { MEANING_CLASSES } from '@core/model/meaning';
import { safeText } from '@core/model/visible-text';
import { MetadataTable } from './MetadataTable';

/** Which pair, when, of what kind; and the figures of both arms unless they are hidden. */
export function PairHeader({ pair }: { pair: PairDetail }) {
  return (
    <header className="pair-header">
      <div className="pair-title">
        <h2 className="mono clip" title={safeText(pair.requestId)}>
          {safeText(pair.requestId)}
        </h2>
        {pair.timestamp !== null && <span className="soft nowrap">{formatMoment(pair.timestamp)}</span>}
        {pair.blind === null ? <Facts pair={pair} /> : <span className="pair-blind">arms hidden</span>}
      </div>
      {pair.blind === null && <MetadataTable arms={pair.arms} />}
    </header>
  );
}

function Facts({ pair }: { pair: OpenPair }) {
  const { similarity, judge, tags, labels } = pair;
  return (
    <ul className="pair-facts">
      {pair.class !== null && (
        <li title={MEANING_CLASSES[pair.class].explanation}>{MEANING_CLASSES[pair.class].label}</li>
      )}
      {similarity !== null && <li>similarity {formatSimilarity(similarity)}</li>}
      {judge !== null && <li>judge: {JUDGE_WORDS[judge.verdict] ?? safeText(judge.verdict)}</li>}
      {[...tags, ...labels].map(([key, value]) => (
        <li key={key} className="pair-tag" title={`${safeText(key)}: ${safeText(value)}`}>
          <span className="faint">{safeText(key)}</span> {safeText(value)}
        </li>
      ))}
    </ul>
  );
}

const JUDGE_WORDS: Readonly<Record<string, string>> = {
  prod: 'production better',
  shadow: 'shadow better',
  tie: 'tie',
};

import { useCallback } from 'react';
import { formatCount, formatLevel, formatPercent, formatSimilarity } from '@core/model/format';
import type { Overview, SimilarityDistribution } from '@core/model/overview';
import { similarityPlot } from '@core/plots/similarity-plot';
import { PlotView } from '../../shared/plot/PlotView';
import { Panel } from '../../shared/ui/Panel';
import { Unmeasured } from './Unmeasured';

const HEIGHT = 200;

/** How alike the two answers are: similarity where it was measured, exact match otherwise. */
export function SamenessPanel({ overview }: { overview: Overview }) {
  const { similarity, metrics, plan } = overview;
  const { n, mean, source } = metrics.similarity;
  return (
    <Panel
      title="Similarity"
      note={similarity ? `n ${formatCount(n)} · measured by ${source ?? 'an unknown source'}` : undefined}
    >
      {similarity ? (
        <>
          <Histogram distribution={similarity} />
          <dl className="facts">
            <Fact name="Mean" value={formatSimilarity(mean)} detail={`n ${formatCount(n)}`} />
            <Fact
              name={`Below ${formatSimilarity(similarity.threshold)}`}
              value={formatPercent(similarity.n > 0 ? similarity.below / similarity.n : null)}
              detail={`at most ${formatPercent(similarity.belowUpper)} at ${formatLevel(plan.level)}`}
            />
            <ExactMatch overview={overview} />
          </dl>
        </>
      ) : (
        <>
          <Unmeasured title="No similarity measured yet">
            These logs bring no similarity of the two answers. A log that has one, as a column{' '}
            <code>semantic_similarity</code>, shows its distribution here.
          </Unmeasured>
          <dl className="facts">
            <ExactMatch overview={overview} />
          </dl>
        </>
      )}
    </Panel>
  );
}

function Histogram({ distribution }: { distribution: SimilarityDistribution }) {
  const draw = useCallback(
    (width: number) => similarityPlot(distribution, { width, height: HEIGHT }),
    [distribution],
  );
  return <PlotView draw={draw} height={HEIGHT} />;
}

function ExactMatch({ overview }: { overview: Overview }) {
  const { n, raw, normalised } = overview.metrics.exactMatch;
  const share = (count: number | null) => formatPercent(n > 0 && count !== null ? count / n : null);
  return (
    <>
      <Fact name="Exactly equal" value={share(raw)} detail={`${formatCount(raw)} of ${formatCount(n)}`} />
      <Fact
        name="Equal but for form"
        value={share(normalised)}
        detail={
          normalised === null
            ? 'the log brings its own comparison'
            : `${formatCount(normalised)} of ${formatCount(n)}; white space, Unicode form and JSON key order folded`
        }
      />
    </>
  );
}

function Fact({ name, value, detail }: { name: string; value: string; detail: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <span className="strong">{value}</span> <span className="faint small">{detail}</span>
      </dd>
    </div>
  );
}

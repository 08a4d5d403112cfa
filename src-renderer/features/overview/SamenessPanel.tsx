import { type ReactNode, useCallback } from 'react';
import { BUNDLED_ENCODER } from '@core/model/encoder-catalogue';
import { exactMatchFigures, meanSimilarityFigure } from '@core/model/arm-figure-rows';
import { NOT_MEASURED, formatCount, formatLevel, formatPercent, formatSimilarity } from '@core/model/format';
import type { Figures, SimilarityDistribution } from '@core/model/overview';
import { similarityPlot } from '@core/plots/similarity-plot';
import { PlotView } from '../../shared/plot/PlotView';
import { formatRoute } from '../../shared/route';
import { PairsLink } from '../../shared/ui/PairsLink';
import { Panel } from '../../shared/ui/Panel';
import { MeasureSimilarity } from './MeasureSimilarity';
import { NoiseFloorTable } from './NoiseFloorTable';
import { Unmeasured } from './Unmeasured';

const HEIGHT = 200;
/** A small encoder's mean can be off by so much. */
const NEAR = 0.05;

/**
 * How alike the two answers are: similarity where it was measured, exact match otherwise.
 * @param props measurable: offers to measure what is not
 */
export function SamenessPanel({ overview, measurable }: { overview: Figures; measurable: boolean }) {
  const { similarity, metrics, plan, workspace } = overview;
  const { n, mean, source } = metrics.similarity;
  const measure = measurable && (
    <MeasureSimilarity
      workspace={workspace.id}
      measured={similarity?.encoder ? n : 0}
      comparable={comparablePairs(overview)}
    />
  );
  return (
    <Panel
      title="Similarity"
      note={similarity ? `n ${formatCount(n)} · measured by ${source ?? 'an unknown source'}` : undefined}
    >
      {similarity ? (
        <>
          <Histogram distribution={similarity} />
          <dl className="facts">
            <Fact
              name="Mean"
              value={formatSimilarity(mean)}
              detail={`${meanSimilarityFigure(metrics).bounds} n ${formatCount(n)}`.trim()}
            />
            <Fact
              name={`Below ${formatSimilarity(similarity.threshold)}`}
              value={
                <PairsLink
                  workspace={workspace.id}
                  filter={[{ kind: 'range', column: 'similarity', min: null, max: similarity.threshold }]}
                  sort={[{ column: 'similarity', desc: false }]}
                >
                  {formatPercent(similarity.n > 0 ? similarity.below / similarity.n : null)}
                </PairsLink>
              }
              detail={`at most ${formatPercent(similarity.belowUpper)} at ${formatLevel(plan.level)}`}
            />
            {similarity.unrelated && (
              <Fact
                name="Answers to different requests"
                value={formatSimilarity(similarity.unrelated.mean)}
                detail={`P95 ${formatSimilarity(similarity.unrelated.p95)}, n ${formatCount(similarity.unrelated.n)}: this model’s scale`}
              />
            )}
            <ExactMatch overview={overview} />
          </dl>
          <NoiseFloorTable floor={overview.noiseFloor} />
          {similarity.encoder?.model === BUNDLED_ENCODER && (
            <p className="faint small">
              The bundled encoder is small: it measures wording and topic, in English.
              {mean !== null && Math.abs(mean - similarity.threshold) < NEAR
                ? ' The mean lies near the threshold: measure with a '
                : ' A '}
              <a href={formatRoute({ screen: 'settings', workspace: workspace.id })}>stronger model</a>
              {mean !== null && Math.abs(mean - similarity.threshold) < NEAR
                ? ' before you rely on it.'
                : ' can be chosen in Settings.'}
            </p>
          )}
          {measure}
        </>
      ) : (
        <>
          <Unmeasured
            title={measurable ? 'No similarity measured yet' : 'No similarity measured of these pairs'}
          >
            {!measurable ? (
              <>
                Similarity is of pairs that both arms answered. It is measured for all of them at once, from
                the <a href={formatRoute({ screen: 'overview', workspace: workspace.id })}>Overview</a>.
              </>
            ) : comparablePairs(overview) > 0 ? (
              <>
                A small language model on this machine can measure how alike the two answers of each pair are
                in wording and topic, and exact checks say what may have changed in meaning.
              </>
            ) : (
              <>
                These logs bring no similarity of the two answers, and no texts to measure it from. A log that
                has one, as a column <code>semantic_similarity</code>, shows its distribution here.
              </>
            )}
          </Unmeasured>
          {measure}
          <dl className="facts">
            <ExactMatch overview={overview} />
          </dl>
          <NoiseFloorTable floor={overview.noiseFloor} />
        </>
      )}
    </Panel>
  );
}

/** Pairs with the texts of both outputs: those whose form could be folded before they were compared. */
function comparablePairs({ metrics: { exactMatch } }: Figures): number {
  return exactMatch.normalised === null ? 0 : exactMatch.n;
}

function Histogram({ distribution }: { distribution: SimilarityDistribution }) {
  const draw = useCallback(
    (width: number) => similarityPlot(distribution, { width, height: HEIGHT }),
    [distribution],
  );
  return <PlotView draw={draw} height={HEIGHT} />;
}

function ExactMatch({ overview }: { overview: Figures }) {
  const { n, raw, normalised } = overview.metrics.exactMatch;
  const figures = exactMatchFigures(overview.metrics);
  return (
    <>
      <Fact
        name="Exactly equal"
        value={
          <PairsLink
            workspace={overview.workspace.id}
            filter={[{ kind: 'any-of', column: 'exact_match', values: ['true'] }]}
          >
            {figures.raw.value}
          </PairsLink>
        }
        detail={`${figures.raw.bounds} ${formatCount(raw)} of ${formatCount(n)}`.trim()}
      />
      <Fact
        name="Equal but for form"
        value={figures.normalised?.value ?? NOT_MEASURED}
        detail={
          normalised === null
            ? 'the log brings its own comparison'
            : `${figures.normalised?.bounds ?? ''} ${formatCount(normalised)} of ${formatCount(n)}; white space, Unicode form and JSON key order folded`.trim()
        }
      />
    </>
  );
}

function Fact({ name, value, detail }: { name: string; value: ReactNode; detail: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <span className="strong">{value}</span> <span className="faint small">{detail}</span>
      </dd>
    </div>
  );
}

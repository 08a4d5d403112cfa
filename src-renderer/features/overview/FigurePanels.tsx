import type { Figures } from '@core/model/overview';
import { CostPanel } from './CostPanel';
import { FailurePanel } from './FailurePanel';
import { LatencyPanel } from './LatencyPanel';
import { MeaningPanel } from './MeaningPanel';
import { SamenessPanel } from './SamenessPanel';
import { TimelinePanel } from './TimelinePanel';

/** What was measured of some pairs: of all in the Overview, of those of a filter in its figures. */
export function FigurePanels({
  figures,
  measurable,
}: {
  figures: Figures;
  /** Similarity can be measured from here. */
  measurable: boolean;
}) {
  return (
    <>
      <LatencyPanel overview={figures} />
      <div className="overview-columns">
        <FailurePanel overview={figures} />
        <SamenessPanel overview={figures} measurable={measurable} />
      </div>
      <MeaningPanel
        workspace={figures.workspace.id}
        similarity={figures.similarity}
        level={figures.plan.level}
      />
      <div className="overview-columns wide">
        <CostPanel overview={figures} />
        <TimelinePanel timeline={figures.timeline} />
      </div>
    </>
  );
}

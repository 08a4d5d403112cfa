import type { Block } from './document';
import type { ReportModel } from './report-model';
import { costSection } from './sections/cost-section';
import { decisionsSection } from './sections/decisions-section';
import { examplesSection } from './sections/examples-section';
import { failuresSection } from './sections/failures-section';
import { judgeSection } from './sections/judge-section';
import { latencySection } from './sections/latency-section';
import { ledgerSection } from './sections/ledger-section';
import { methodSection } from './sections/method-section';
import { peopleSection } from './sections/people-section';
import { neededSection } from './sections/needed-section';
import { planSection } from './sections/plan-section';
import { provenanceSection } from './sections/provenance-section';
import { qualitySection } from './sections/quality-section';
import { robustnessSection } from './sections/robustness-section';
import { rolloutSection } from './sections/rollout-section';
import { similaritySection } from './sections/similarity-section';
import { slicesSection } from './sections/slices-section';
import { timelineSection } from './sections/timeline-section';

/** Everything below the report's head, in the order of reading. */
export function reportDocument(model: ReportModel): Block[] {
  return [
    { kind: 'criteria', criteria: model.decision.criteria },
    ...neededSection(model),
    ...slicesSection(model),
    ...ledgerSection(model),
    ...latencySection(model),
    ...failuresSection(model),
    ...similaritySection(model),
    ...peopleSection(model),
    ...judgeSection(model),
    ...costSection(model),
    ...timelineSection(model),
    ...robustnessSection(model),
    ...rolloutSection(model),
    ...examplesSection(model),
    ...qualitySection(model),
    ...methodSection(model),
    ...planSection(model),
    ...decisionsSection(model),
    ...provenanceSection(model),
  ];
}

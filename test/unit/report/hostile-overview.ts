import type { Overview } from '@core/model/overview';
import type { ReportContext } from '@core/report/build-report';
import { goodOverview } from './fixture-overview';
import { reportContext } from './report-context';

/** Texts that a log, a file name or a model name could hold to break out of a report. */
export const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '</style></title></svg><script>alert(1)</script>',
  '"><a href="javascript:alert(1)" onclick=\'x\'>',
  '\u001b[31mred\u001b]8;;https://evil.example\u0007link',
  'safe\u202Egnp.exe\u2066\u200B',
  '`code` **bold** [link](https://evil.example) ![i](https://evil.example/p.png) | cell\n# heading\n- @everyone #1',
  '{{constructor}} ${7*7} &lt;b&gt; \ud800',
];

/** The good overview with hostile texts at every place that a log or a file name can reach. */
export function hostileOverview(): Overview {
  const good = goodOverview();
  const text = HOSTILE.join(' ; ');
  const models = { prod: text, shadow: text };
  const kinds = HOSTILE.map((kind, index) => ({ kind, count: 10 - index }));
  return {
    ...good,
    workspace: {
      ...good.workspace,
      name: text,
      models,
      sources: HOSTILE.map((file) => ({ file, sha256: 'a'.repeat(64), size: 1 })),
    },
    plan: { ...good.plan, name: text },
    evidence: { ...good.evidence, similarity: { ...good.evidence.similarity, source: text } },
    decision: {
      ...good.decision,
      summary: text,
      criteria: good.decision.criteria.map((result) => ({
        ...result,
        label: text,
        method: text,
        reason: text,
        cautions: [text],
      })),
    },
    metrics: {
      ...good.metrics,
      similarity: { ...good.metrics.similarity, source: text },
      prod: { ...good.metrics.prod, model: text, errorKinds: kinds },
      shadow: {
        ...good.metrics.shadow,
        model: text,
        errorKinds: [...kinds, { kind: '__proto__', count: 1 }],
      },
    },
    quality: {
      ...good.quality,
      imported: {
        ...good.quality.imported,
        files: good.quality.imported.files.map((file) => ({ ...file, file: text })),
      },
      notes: HOSTILE.map((message) => ({
        file: message,
        code: 'utf8-damage',
        message,
        count: 1,
        firstLine: 1,
      })),
      damaged: HOSTILE.map((segment) => ({ segment, pairs: 1, reason: segment })),
    },
    version: text,
  };
}

/** What a report holds beside the Overview, with hostile texts in what is quoted and in what people wrote. */
export function hostileContext(): ReportContext {
  const text = HOSTILE.join(' ; ');
  const { examples, signOffs, baseline, ...rest } = reportContext();
  const excerpt = { text: HOSTILE.join('\n'), chars: 1, before: true, after: true };
  return {
    ...rest,
    command: `gnomon analyze ${HOSTILE.join(' ')}`,
    examples: {
      groups: examples.groups.map((group) => ({
        ...group,
        title: text,
        rule: text,
        examples: HOSTILE.map((requestId, seq) => ({
          seq,
          requestId,
          timestamp: null,
          facts: HOSTILE,
          prompt: excerpt,
          prod: { state: 'answered', excerpt },
          shadow: { state: 'failed', excerpt },
        })),
      })),
      redaction: { kinds: HOSTILE, replaced: 1 },
    },
    signOffs: signOffs.map((entry) => ({ ...entry, approver: text, reason: text, planName: text })),
    baseline: baseline && { ...baseline, approver: text },
  };
}

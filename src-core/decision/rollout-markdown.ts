import { formatCount, formatDuration, formatLevel, formatPercent } from '../model/format';
import type { RolloutPhase, RolloutPlan } from '../model/rollout';

const STATE = { passed: 'passed', current: '**here**', ahead: 'ahead' } as const;
const GATE = { holds: 'holds', fails: 'FAILS', open: 'open' } as const;

/** The ladder as Markdown. */
export function rolloutMarkdown(plan: RolloutPlan): string {
  const rows = plan.phases.map(
    ({ label, state, requiredN, expectedMs, errorSpent }) =>
      `| ${label} | ${STATE[state]} | ${formatCount(requiredN)} | ${formatDuration(expectedMs)} | ${formatPercent(errorSpent)} |`,
  );
  return `# Rollout plan

${plan.standing}

| phase | state | requests | expected time | error spent |
| --- | --- | ---: | ---: | ---: |
${rows.join('\n')}

Error of the plan: ${formatLevel(plan.errorBudget)} for a wrong GO, and as much for wrong alarms over all canary phases.

${plan.phases.map(phase).join('\n')}
${plan.notes.map((note) => `- ${note}`).join('\n')}
`;
}

function phase({ label, gates, stop, rollback }: RolloutPhase): string {
  const rules = [
    ...stop.map(({ words }) => `- stop: ${words}`),
    ...rollback.map(({ words }) => `- roll back: ${words}`),
  ];
  return `## ${label}

To go on:

${gates.map(({ words, state }) => `- ${words} (${GATE[state]})`).join('\n')}

Rules:

${rules.join('\n')}
`;
}

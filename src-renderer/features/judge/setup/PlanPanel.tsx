import { Play } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { EstimateRequest } from '@core/model/api/judge';
import { formatCount, formatDuration, formatUsd } from '@core/model/format';
import type { CountedPairs, JudgeEstimate } from '@core/model/judge-run';
import { toProblem } from '../../../shared/api/problem';
import { useJudgeJob } from '../../../shared/judge-job';
import { plural } from '../../../shared/labels';
import { Button } from '../../../shared/ui/Button';
import { CheckBox } from '../../../shared/ui/CheckBox';
import { Panel } from '../../../shared/ui/Panel';
import { ProblemPanel } from '../../../shared/ui/ProblemPanel';
import { Skeleton } from '../../../shared/ui/Skeleton';
import { formatRoute, navigate } from '../../../shared/route';
import { ruleText } from '../results/rule-text';

/** What the run will do and cost, what leaves the machine, and the button that starts it. */
export function PlanPanel({
  workspace,
  request,
  estimate,
  error,
  counting,
  counted,
  current,
  missing,
}: {
  workspace: string;
  request: EstimateRequest | null;
  estimate: JudgeEstimate | null;
  error: unknown;
  counting: boolean;
  /** How far, where there is much to count. */
  counted: CountedPairs | null;
  /** The estimate is of what the form says now: only then can it be started. */
  current: boolean;
  /** What to do where there is no request yet. */
  missing: string;
}) {
  const start = useJudgeJob((state) => state.start);
  const running = useJudgeJob((state) => state.job?.status === 'running');
  const [agreed, setAgreed] = useState<string | null>(null);
  const disclosure = request === null ? null : (estimate?.disclosure ?? null);
  const asks = disclosure !== null && disclosure.consentedAt === null;
  const consents = !asks || agreed === disclosure.destination;
  const nothing = estimate !== null && estimate.games.toAsk === 0 && estimate.games.waiting === 0;
  const begin = (): void => {
    if (request === null) return;
    start(workspace, { ...request, ...(asks && { consent: disclosure.destination }) });
    navigate({ screen: 'judge', workspace, view: 'results' });
  };
  return (
    <Panel title="Plan" note={counting ? countingNote(counted) : undefined} className="plan-panel">
      {request === null && <p className="faint">{missing} Then calls, tokens, cost and time stand here.</p>}
      {request !== null && Boolean(error) && <ProblemPanel problem={toProblem(error)} />}
      {request !== null && !error && estimate === null && (
        <Skeleton label="Counting calls and tokens" heights={[24, 24, 24, 24]} />
      )}
      {request !== null && !error && estimate !== null && (
        <>
          <PlanFigures workspace={workspace} estimate={estimate} />
          {estimate.warnings.map((warning) => (
            <p key={warning} className="caution">
              {warning}
            </p>
          ))}
          {disclosure === null ? (
            <p className="soft">Nothing leaves this machine.</p>
          ) : (
            <p className={asks ? 'consent' : 'soft'}>{disclosure.statement}</p>
          )}
          {asks && (
            <CheckBox
              checked={consents}
              onChange={(checked) => setAgreed(checked ? disclosure.destination : null)}
            >
              I agree that these texts are sent there
            </CheckBox>
          )}
          <div className="button-row">
            <Button kind="primary" isDisabled={running || !consents || nothing || !current} onPress={begin}>
              <Play className="icon" aria-hidden />
              {startWords(estimate)}
            </Button>
            {running && <span className="faint">A run is going on.</span>}
            {nothing && <span className="faint">All of this is judged already.</span>}
          </div>
        </>
      )}
    </Panel>
  );
}

function countingNote(counted: CountedPairs | null): string {
  if (counted === null || counted.done === counted.total) return 'counting';
  return `counting: ${formatCount(counted.done)} of ${formatCount(counted.total)} pairs`;
}

function startWords({ games }: JudgeEstimate): string {
  if (games.toAsk === 0) return 'Collect the batches';
  const calls = `${formatCount(games.toAsk)} ${plural(games.toAsk, 'call')}`;
  return games.judged > 0 ? `Go on: ${calls}` : `Judge: ${calls}`;
}

function PlanFigures({ workspace, estimate }: { workspace: string; estimate: JudgeEstimate }) {
  const {
    games,
    tokens,
    tokenizer,
    cost,
    price,
    seconds,
    sampled,
    toJudge,
    decidedByRule,
    tooLong,
    context,
  } = estimate;
  const rules = ruleText(decidedByRule);
  const rows: [name: string, value: string, detail: ReactNode][] = [
    [
      'Pairs',
      formatCount(toJudge),
      `of ${formatCount(sampled)} drawn${rules === '' ? '' : `; without the judge: ${rules}`}`,
    ],
    [
      'Calls to make',
      formatCount(games.toAsk),
      [
        games.judged > 0 && `${formatCount(games.judged)} judged already`,
        games.waiting > 0 && `${formatCount(games.waiting)} with a batch`,
        games.unjudged > 0 && `${formatCount(games.unjudged)} without a verdict`,
      ]
        .filter(Boolean)
        .join('; '),
    ],
    [
      'Tokens in',
      formatCount(tokens.input),
      tokenizer.exact
        ? `counted by ${tokenizer.name}`
        : `counted by ${tokenizer.name}, the model’s own may differ`,
    ],
    [
      'Tokens out',
      formatCount(tokens.output),
      `at most ${formatCount(tokens.outputMost)}; ${estimate.outputFrom === 'journal' ? 'as in the answers so far' : 'assumed'}`,
    ],
    [
      'Cost',
      cost === null ? 'not known' : formatUsd(cost.expected),
      cost === null
        ? [
            'the ',
            <a key="prices" href={formatRoute({ screen: 'settings', workspace })}>
              table of prices
            </a>,
            ' has no such model; add it to set a ceiling in money',
          ]
        : price?.from === 'local'
          ? 'a server on this machine'
          : [
              `at most ${formatUsd(cost.most)}; by `,
              <a key="prices" href={formatRoute({ screen: 'settings', workspace })}>
                prices of {price?.asOf ?? '—'}
              </a>,
              ', entered by hand: check them before you rely on it',
            ],
    ],
    [
      'Time',
      seconds === null ? 'up to a day' : formatDuration(seconds * 1000),
      seconds === null ? 'as a batch' : 'about',
    ],
  ];
  if (tooLong > 0)
    rows.push([
      'Too long',
      formatCount(tooLong),
      `calls that do not fit into the judge’s context of ${formatCount(context)} tokens with their answer; they are likely to stay without a verdict`,
    ]);
  return (
    <table className="plan-figures" aria-label="Plan of the run">
      <tbody>
        {rows.map(([name, value, detail]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="num strong">{value}</td>
            <td className="faint small">{detail}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import { formatCount, formatFigure, formatPercent } from '@core/model/format';
import type { HumanAgreement, TrustReport } from '@core/model/judge-trust';
import { PairLink } from '../../../shared/PairLink';
import { formatRoute, pairsRoute } from '../../../shared/route';
import { plural } from '../../../shared/labels';
import { Panel } from '../../../shared/ui/Panel';
import { FigureRow } from './FigureRow';

const CLASSES = ['production', 'tie', 'shadow'];

/** How the judge and people agree, and where they do not. */
export function PeoplePanel({ workspace, report }: { workspace: string; report: TrustReport }) {
  const { people } = report;
  return (
    <Panel
      title="Agreement with people"
      note={people ? `n ${formatCount(people.n)} labelled and judged pairs` : undefined}
    >
      {people === null ? (
        <NoLabels workspace={workspace} />
      ) : (
        <Agreement workspace={workspace} report={report} people={people} />
      )}
    </Panel>
  );
}

function NoLabels({ workspace }: { workspace: string }) {
  return (
    <div className="unlabelled hatched">
      <p>
        <strong>No judged pair is labelled</strong>
      </p>
      <p>
        Fifty pairs that a person has labelled, drawn at random, tell how far this judge can be trusted, and
        correct the win rate. Label them in <a href={formatRoute(pairsRoute(workspace, []))}>Explore</a>, with
        keys 1 to 4, or take over the votes that a log brings in{' '}
        <a href={formatRoute({ screen: 'review', workspace, session: null, pair: null })}>Review</a>.
      </p>
    </div>
  );
}

function Agreement({
  workspace,
  report,
  people,
}: {
  workspace: string;
  report: TrustReport;
  people: HumanAgreement;
}) {
  const { corrected } = report;
  return (
    <>
      <table aria-label="Agreement">
        <tbody>
          <FigureRow label="Same verdict" figure={people.observed} unit="pairs">
            <PairLink workspace={workspace} pairs={people.differing}>
              {people.differing.count > 0 && `${formatCount(people.differing.count)} differ`}
            </PairLink>
          </FigureRow>
          <FigureRow label="… where neither calls a tie" figure={people.decided} unit="pairs">
            <PairLink workspace={workspace} pairs={people.opposed}>
              {people.opposed.count > 0 && `${formatCount(people.opposed.count)} opposed`}
            </PairLink>
          </FigureRow>
          <FigureRow label="Cohen’s κ" figure={people.kappa} unit="pairs" format={formatFigure} />
        </tbody>
      </table>
      <Confusion workspace={workspace} people={people} />
      <p className="soft small">
        Scott’s π {formatFigure(people.scottPi)}, Gwet’s AC1 {formatFigure(people.ac1)}, κ with half credit
        for neighbours {formatFigure(people.linearKappa)}.
        {people.bothBad > 0 && ` ${formatCount(people.bothBad)} “both bad” count as ties.`}
        {corrected?.predictionPowered &&
          ` By people’s labels the judge’s win rate is off by ${formatFigure(Math.abs(corrected.predictionPowered.correction) * 100)} points in favour of ${corrected.predictionPowered.correction < 0 ? 'shadow' : 'production'}.`}
        {corrected?.roganGladen &&
          ` Of people’s shadow wins it finds ${formatPercent(corrected.roganGladen.sensitivity)}, of production’s ${formatPercent(corrected.roganGladen.specificity)}.`}
      </p>
      <p className="faint small">
        People agree with each other in about 66 to 81 % of such pairs (AlpacaEval, MT-bench): more can not be
        asked of a judge.
      </p>
    </>
  );
}

function Confusion({ workspace, people }: { workspace: string; people: HumanAgreement }) {
  return (
    <table className="confusion" aria-label="People’s verdicts by the judge’s">
      <thead>
        <tr>
          <th scope="col">People ↓ Judge →</th>
          {CLASSES.map((name) => (
            <th key={name} scope="col" className="num">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {people.table.map((row, i) => (
          <tr key={CLASSES[i]}>
            <th scope="row">{CLASSES[i]}</th>
            {row.map(({ count, pairs }, k) => (
              <td
                key={CLASSES[k]}
                className="num"
                data-same={i === k || undefined}
                title={`people: ${CLASSES[i]}, judge: ${CLASSES[k]}: ${count} ${plural(count, 'pair')}`}
              >
                <PairLink workspace={workspace} pairs={pairs}>
                  {formatCount(count)}
                </PairLink>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import { type CriterionResult, VERDICT_LABEL } from '../model/decision';
import { formatCount } from '../model/format';
import { safeText } from '../model/visible-text';
import { boundsFigure, criterionFigure, ruleFigure, withoutVerdict } from './figures';
import type { ReportModel } from './report-model';

/**
 * The criteria as a JUnit test suite, as pipelines read it (testmoapp/junitxml): NO-GO is a failure, NOT ENOUGH DATA
 * an error (it must not pass), an informative criterion without a GO is skipped. The suite fails exactly when the
 * verdict is not GO.
 */
export function renderJunit(model: ReportModel): string {
  const { decision, plan } = model;
  const cases = [overallCase(model), ...decision.criteria.map(criterionCase)];
  const count = (tag: string): number => cases.filter(({ body }) => body.includes(`<${tag} `)).length;
  const counts = `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
  const properties = [
    ['verdict', decision.verdict],
    ['plan', plan.name],
    ['pairs', String(model.pairs)],
    ['gnomon.version', model.gnomonVersion],
    ...model.sources.map(({ file, sha256 }) => [`sha256 of ${file}`, sha256]),
  ];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="gnomon" ${counts} time="0">`,
    `  <testsuite name="${escaped(model.name)}" ${counts} time="0" timestamp="${new Date(model.generatedAt).toISOString().slice(0, 19)}">`,
    '    <properties>',
    ...properties.map(
      ([name = '', value = '']) => `      <property name="${escaped(name)}" value="${escaped(value)}"/>`,
    ),
    '    </properties>',
    ...cases.map(
      ({ name, body }) =>
        `    <testcase name="${escaped(name)}" classname="gnomon" time="0">\n${body}    </testcase>`,
    ),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

interface TestCase {
  name: string;
  body: string;
}

function overallCase({ decision, sentences }: ReportModel): TestCase {
  const { verdict } = decision;
  const text = sentences.join('\n');
  return {
    name: 'May we roll out?',
    body: outcome({ verdict, required: true, message: withoutVerdict(decision), text }),
  };
}

function criterionCase(result: CriterionResult): TestCase {
  const { label, verdict, required, reason, method, cautions, n } = result;
  const message = `${criterionFigure(result, result.estimate)}, bounds ${boundsFigure(result)}, n ${formatCount(n)}; passes ${ruleFigure(result)}`;
  const text = [reason, method, ...cautions.map((caution) => `Caution: ${caution}.`)].join('\n');
  return { name: label, body: outcome({ verdict, required, message, text }) };
}

function outcome({
  verdict,
  required,
  message,
  text,
}: Pick<CriterionResult, 'verdict' | 'required'> & { message: string; text: string }): string {
  const said = `      <system-out>${escaped(`${message}\n${text}`)}</system-out>\n`;
  if (verdict === 'GO') return said;
  const label = VERDICT_LABEL[verdict];
  if (!required)
    return `      <skipped message="${escaped(`${label}, not required: ${message}`)}"/>\n${said}`;
  const tag = verdict === 'NO-GO' ? 'failure' : 'error';
  return `      <${tag} type="${verdict}" message="${escaped(`${label}: ${message}`)}">${escaped(text)}</${tag}>\n${said}`;
}

/** For attributes and text; what XML 1.0 cannot hold is made visible first. */
function escaped(text: string): string {
  return text
    .split('\n')
    .map(safeText)
    .join('\n')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replaceAll('\n', '&#10;');
}

import type { Block, Inline } from '../document';
import type { ReportModel } from '../report-model';

/** How each figure comes about. */
export function methodSection({ methods }: ReportModel): Block[] {
  return [
    { kind: 'section', title: 'Method' },
    {
      kind: 'terms',
      items: methods.map(({ title, text, formula, source, parameters }) => {
        const settings = parameters.map(({ name, value }) => `${name}: ${value}`).join(' · ');
        const content: Inline[] = [text];
        if (formula !== null) content.push(' ', { code: formula });
        if (settings !== '') content.push(' ', { strong: `${settings}.` });
        if (source !== null) content.push(' ', { faint: source });
        return { term: title, content };
      }),
    },
  ];
}

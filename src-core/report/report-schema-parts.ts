import * as v from 'valibot';
import type { Verdict } from '../model/decision';
import { jsonNumber } from '../model/infinite-json';
import { METRIC_IDS } from '../model/metric';
import { CRITERION_IDS, type CriterionKey } from '../model/plan';

export const number = jsonNumber;
/** A figure that may not be there. */
export const figure = v.nullable(jsonNumber);
export const text = v.string();
export const arms = <T extends v.GenericSchema>(schema: T) => v.object({ prod: schema, shadow: schema });

export const criterionKey = v.custom<CriterionKey>(
  (key) =>
    typeof key === 'string' &&
    [...CRITERION_IDS, ...METRIC_IDS].some((id) => key === id || key.startsWith(`${id}@`)),
  'must name a criterion',
);

export const verdict = v.picklist(['GO', 'NO-GO', 'NOT-ENOUGH-DATA'] satisfies Verdict[]);

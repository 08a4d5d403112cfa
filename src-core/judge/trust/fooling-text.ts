interface FoolingPattern {
  /** What a text that matches holds, in lower case, one of these at least: told much faster than the pattern. */
  needs: readonly string[];
  pattern: RegExp;
}

/**
 * Text in an output that speaks to whoever judges it. Patterns of published attacks (null models, arXiv 2410.07137;
 * JudgeDeceiver, arXiv 2403.17710) and what such texts are written with in other languages. They are meant to be read
 * by a person: an answer about judges can match.
 */
const ADDRESSED: readonly FoolingPattern[] = [
  {
    needs: ['ignore', 'disregard', 'forget'],
    pattern:
      /\b(?:ignore|disregard|forget)\b.{0,30}\b(?:previous|above|prior|earlier|preceding|other|all)\b.{0,30}\b(?:instructions?|prompts?|rules?|guidelines|criteria|responses?|answers?)\b/i,
  },
  {
    needs: ['judge', 'evaluator', 'grader', 'rater'],
    pattern:
      /\b(?:dear|attention|note to(?: the)?|message to(?: the)?|as (?:the|an)(?: impartial)?)\s+(?:judge|evaluator|grader|rater)\b/i,
  },
  {
    needs: ['you are'],
    pattern:
      /\byou are (?:now )?(?:evaluating|judging|grading|comparing|an? (?:impartial )?(?:judge|evaluator|grader))\b/i,
  },
  {
    needs: ['this ', 'my '],
    pattern:
      /\b(?:choose|select|prefer|pick|rate|score|rank|declare)\b.{0,30}\b(?:this|my) (?:response|answer|output)\b/i,
  },
  {
    needs: ['this ', 'my '],
    pattern:
      /\b(?:this|my) (?:response|answer|output) (?:is|should be (?:rated|considered|judged|ranked)|deserves|must be)\b.{0,20}\b(?:best|better|superior|winner|highest|10\/10|full (?:score|marks))\b/i,
  },
  {
    needs: ['better', 'best', 'superior', 'worse', 'the winner'],
    pattern:
      /\b(?:response|answer|assistant|model|output|candidate)\s+(?:a|b|1|2|m)\s+(?:is|was)\s+(?:clearly |much |far |slightly )?(?:better|best|superior|worse|the winner)\b/i,
  },
  {
    needs: ['give', 'award', 'assign'],
    pattern:
      /\b(?:give|award|assign)\b.{0,20}\b(?:highest|maximum|full|perfect)\b.{0,10}\b(?:score|rating|marks|points)\b/i,
  },
  {
    needs: ['ignor', 'missachte', '忽略'],
    pattern:
      /\b(?:ignoriere|missachte)\b.{0,30}\banweisungen\b|\bignorez?\b.{0,30}\binstructions\b|\bignora\b.{0,30}\b(?:instrucciones|istruzioni)\b|忽略.{0,12}(?:指令|指示|说明)/i,
  },
];

/** What judges' verdicts look like in the usual prompts, and placeholders of their templates. */
const MARKERS: readonly FoolingPattern[] = [
  {
    needs: ['[['],
    pattern: /\[\[\s*(?:a|b|c|tie|[ab][><=]{1,2}[ab])\s*\]\]/i,
  },
  {
    needs: ['verdict', 'winner', 'preference'],
    pattern:
      /["']?(?:verdict|winner|preference)["']?\s*[:=]\s*["'](?:a|b|1|2|tie|model_?[ab]|response_?[ab12])["']/i,
  },
  {
    needs: ['verdict', 'judgement', 'judgment', 'evaluation', 'winner'],
    pattern: /<\/?(?:verdict|judge?ment|evaluation|winner)>/i,
  },
  {
    needs: ['verdict', 'judgement', 'judgment', 'decision'],
    pattern: /\b(?:final|my) (?:verdict|judge?ment|decision)\s*(?:is)?\s*:/i,
  },
  {
    needs: ['{'],
    pattern: /\{\{?\s*(?:response|answer|output|reference|gold|question|prompt)_?(?:a|b|1|2)?\s*\}?\}/i,
  },
  {
    needs: ['<|'],
    pattern: /<\|(?:im_start|im_end|system|user|assistant|end_of_turn|eot_id)\|>/i,
  },
  {
    needs: [' of '],
    pattern:
      /^\s*(?:\[?(?:end|begin|start|the (?:start|end)) of (?:assistant|response|answer|model)[ _]?[ab12'])/im,
  },
];

/**
 * What a text holds that any of the patterns matches: parts of their `needs`, in one pass, which most outputs do not
 * survive.
 */
const ANY =
  /ignor|disregard|forget|missachte|忽略|judg|evaluator|grader|rater|you are|(?:this|my) (?:response|answer|output)|(?:better|best|superior|worse|winner)|highest|maximum|full|perfect|\[\[|verdict|preference|evaluation|decision|\{|<\|| of (?:assistant|response|answer|model)/i;

/** Longest text looked through, in characters from each end: an attack that hides in the middle hides from judges too. */
const EACH_END = 20_000;

/**
 * Whether an output speaks to its judge (`addressed`), and whether it holds what a judge's verdict or a piece of a prompt's
 * frame looks like (`markers`).
 */
export function foolingText(text: string): { addressed: boolean; markers: boolean } {
  const looked = text.length > 2 * EACH_END ? `${text.slice(0, EACH_END)}\n${text.slice(-EACH_END)}` : text;
  if (!ANY.test(looked)) return { addressed: false, markers: false };
  const lower = looked.toLowerCase();
  const matches = (patterns: readonly FoolingPattern[]): boolean =>
    patterns.some(({ needs, pattern }) => needs.some((part) => lower.includes(part)) && pattern.test(looked));
  return { addressed: matches(ADDRESSED), markers: matches(MARKERS) };
}

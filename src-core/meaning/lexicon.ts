const list = (text: string): string[] => text.trim().split(/\s+/);

/** Words that count nothing for alikeness and whose change says nothing. */
export const ARTICLES: ReadonlySet<string> = new Set(list('a an the please also then just very really'));

/** Words that hold sentences together: they count little for alikeness and are never names. */
export const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  list(`i you he she it we they me him her us them my your his its our their mine yours ours theirs myself yourself
  himself herself itself ourselves themselves this that these those who whom whose which what when where why how
  is are was were be been being am do does did done have has had having will would shall should can could may might
  must of in on at by for with about against between into through during before after above below to from up down
  out off over under again further once here there and but or nor so yet if because as until while although though
  since unless than too not no only own same such both each few more most other some any all every either neither
  however therefore thus hence moreover furthermore additionally first second third next finally let make made get
  got use used using one two three yes sure here's now well even still already often always never sometimes
  include includes including like want need needs new good great many much several another because`),
);

/** Words that negate what they stand by. */
export const NEGATORS: ReadonlySet<string> = new Set(
  list('not no never neither nor none nobody nothing nowhere without hardly scarcely barely'),
);

/** How many and how often: words of one group are taken for the same. */
export const QUANTIFIERS: ReadonlyMap<string, string> = groups({
  all: 'all every each everything everyone everybody entire whole both everywhere',
  most: 'most mostly majority predominantly',
  many: 'many numerous multiple',
  some: 'some several certain partly partially someone somebody something',
  few: 'few little',
  none: 'none nobody nothing nowhere no',
  any: 'any anyone anything anybody',
  always: 'always invariably constantly',
  usually: 'usually generally typically often frequently normally commonly regularly',
  sometimes: 'sometimes occasionally',
  rarely: 'rarely seldom infrequently',
  never: 'never',
  only: 'only solely merely exclusively',
  'at-least': 'at-least',
  'at-most': 'at-most',
});

/** Groups whose bare insertion or removal changes a claim; the others come and go in rewordings. */
export const STRICT_QUANTIFIERS: ReadonlySet<string> = new Set(
  list('only most always rarely sometimes at-least at-most few all some usually many'),
);

/** Obligation and possibility: words of one group are taken for the same. */
export const MODALS: ReadonlyMap<string, string> = groups({
  must: 'must shall mandatory required',
  should: 'should ought recommended',
  may: 'may might perhaps maybe possibly',
  can: 'can could',
  will: 'will would',
});

/** Pairs of turned directions and comparisons; either word may stand in either arm. */
export const DIRECTIONS: ReadonlyMap<
  string,
  ReadonlySet<string>
> = opposites(`more less, more fewer, most least,
  before after, above below, over under, up down, higher lower, greater smaller, greater less, greater lesser,
  larger smaller, bigger smaller, better worse, best worst, longer shorter, taller shorter, faster slower, quicker slower,
  earlier later, older younger, older newer, cheaper costlier, easier harder, stronger weaker, heavier lighter,
  hotter colder, warmer cooler, wider narrower, deeper shallower, thicker thinner, nearer farther, closer further,
  highest lowest, largest smallest, biggest smallest, longest shortest, fastest slowest, oldest youngest, oldest newest,
  strongest weakest, cheapest dearest, earliest latest, increase decrease, increases decreases, increased decreased,
  increasing decreasing, increase reduce, increases reduces, increased reduced, increasing reducing, rise fall,
  rises falls, rising falling, rose fell, exceed trail, until from, from to, at-least at-most, since until,
  upward downward, upwards downwards, ahead behind, inside outside, within beyond, into from, with without,
  forward backward, minimum maximum, previous next, first last, prior subsequent, until after, because although,
  and or, if unless`);

/** Units by their name, as written after a number or in full. */
export const UNITS: ReadonlyMap<string, string> = groups({
  kilometre: 'km kilometre kilometres kilometer kilometers',
  metre: 'metre metres meter meters',
  centimetre: 'cm centimetre centimetres centimeter centimeters',
  millimetre: 'mm millimetre millimetres millimeter millimeters',
  mile: 'mile miles mi',
  yard: 'yard yards yd',
  foot: 'feet ft',
  inch: 'inch inches',
  kilogram: 'kg kilogram kilograms kilogramme kilogrammes kilo kilos',
  gram: 'gram grams gramme grammes',
  milligram: 'mg milligram milligrams',
  microgram: 'mcg µg microgram micrograms',
  tonne: 'tonne tonnes ton tons',
  pound: 'lb lbs',
  ounce: 'oz ounce ounces',
  litre: 'litre litres liter liters',
  millilitre: 'ml millilitre millilitres milliliter milliliters',
  gallon: 'gallon gallons gal',
  cup: 'cup cups',
  teaspoon: 'tsp teaspoon teaspoons',
  tablespoon: 'tbsp tablespoon tablespoons',
  second: 'sec secs second seconds',
  millisecond: 'ms millisecond milliseconds',
  microsecond: 'µs microsecond microseconds',
  minute: 'minute minutes min mins',
  hour: 'hour hours hr hrs',
  day: 'day days',
  week: 'week weeks',
  month: 'month months',
  year: 'year years yr yrs',
  decade: 'decade decades',
  century: 'century centuries',
  percent: 'percent percentage pct',
  degree: 'degree degrees',
  celsius: 'celsius centigrade °c',
  fahrenheit: 'fahrenheit °f',
  kelvin: 'kelvin kelvins',
  byte: 'byte bytes',
  bit: 'bit bits',
  kilobyte: 'kb kilobyte kilobytes',
  megabyte: 'mb megabyte megabytes',
  gigabyte: 'gb gigabyte gigabytes',
  terabyte: 'tb terabyte terabytes',
  volt: 'volt volts',
  amp: 'amp amps ampere amperes',
  watt: 'watt watts',
  kilowatt: 'kw kilowatt kilowatts',
  megawatt: 'mw megawatt megawatts',
  joule: 'joule joules',
  calorie: 'calorie calories cal',
  kilocalorie: 'kcal kilocalorie kilocalories',
  hertz: 'hz hertz',
  kilohertz: 'khz kilohertz',
  megahertz: 'mhz megahertz',
  gigahertz: 'ghz gigahertz',
  kmh: 'km/h kmh kph',
  mph: 'mph',
  acre: 'acre acres',
  hectare: 'hectare hectares',
  dozen: 'dozen dozens',
});

/** Units that are too short to stand for one without a number before them. */
export const SHORT_UNITS: ReadonlyMap<string, string> = groups({
  metre: 'm',
  gram: 'g',
  second: 's',
  hour: 'h',
  litre: 'l',
  volt: 'v',
  watt: 'w',
  inch: 'in',
  celsius: 'c',
  fahrenheit: 'f',
  byte: 'b',
});

/** Currencies by sign, code and name. */
export const CURRENCIES: ReadonlyMap<string, string> = groups({
  usd: '$ usd dollar dollars us$ bucks',
  eur: '€ eur euro euros',
  gbp: '£ gbp sterling quid',
  jpy: '¥ jpy yen',
  inr: '₹ inr rupee rupees',
  cny: 'cny rmb yuan renminbi',
  chf: 'chf franc francs',
  krw: '₩ krw',
  btc: '₿ btc bitcoin',
  cent: '¢ cent cents',
  pence: 'pence penny pennies',
});

/** Months and weekdays with their short forms; "may", "march", "sun" and the like only where the capital shows it. */
export const CALENDAR: ReadonlyMap<string, string> = groups({
  '01': 'january jan',
  '02': 'february feb',
  '03': 'march mar',
  '04': 'april apr',
  '05': 'may',
  '06': 'june jun',
  '07': 'july jul',
  '08': 'august aug',
  '09': 'september sep sept',
  '10': 'october oct',
  '11': 'november nov',
  '12': 'december dec',
  monday: 'monday mondays',
  tuesday: 'tuesday tuesdays tue tues',
  wednesday: 'wednesday wednesdays',
  thursday: 'thursday thursdays thu thurs',
  friday: 'friday fridays fri',
  saturday: 'saturday saturdays',
  sunday: 'sunday sundays',
  today: 'today',
  tomorrow: 'tomorrow',
  yesterday: 'yesterday',
});

/** Phrases that stand for one word, so that both ways of saying it compare equal. */
export const PHRASES: ReadonlyMap<string, readonly (readonly [readonly string[], string])[]> = phrases(`
  no more than > at-most, not more than > at-most, at most > at-most, at least > at-least, no less than > at-least,
  no fewer than > at-least, not less than > at-least, a minimum of > at-least, a maximum of > at-most, up to > at-most,
  have to > must, has to > must, had to > must, need to > must, needs to > must, required to > must,
  is able to > can, are able to > can, be able to > can, able to > can, is allowed to > can, are allowed to > can,
  a lot of > many, lots of > many, plenty of > many, a large number of > many, a great deal of > many,
  a few > several, a couple of > several, a number of > several, a handful of > several, in order to > to,
  for example > eg, for instance > eg, that is > ie, as well as > and, e mail > email, per cent > percent,
  no longer > not, not only > also, not just > also, not merely > also, no doubt > certainly, whether or not > whether,
  no matter > whatever, hardly ever > rarely, all of > all, each of > each, some of > some, most of > most,
  pounds sterling > gbp, is mandatory > must, is required > must, prior to > before, subsequent to > after,
  because of > because, due to > because, on account of > because, in spite of > despite, united states > usa,
  united kingdom > uk, square root > sqrt, not many > few, not much > few, not all > not-all, not every > not-all,
  fail to > not, fails to > not, failed to > not, aside from > except, apart from > except`);

function groups(table: Readonly<Record<string, string>>): Map<string, string> {
  return new Map(Object.entries(table).flatMap(([group, words]) => list(words).map((word) => [word, group])));
}

function opposites(text: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const pair of text.split(',')) {
    const [a = '', b = ''] = list(pair);
    found.set(a, (found.get(a) ?? new Set()).add(b));
    found.set(b, (found.get(b) ?? new Set()).add(a));
  }
  return found;
}

function phrases(text: string): Map<string, [string[], string][]> {
  const found = new Map<string, [string[], string][]>();
  for (const entry of text.split(',')) {
    const [words = '', form = ''] = entry.split('>').map((part) => part.trim());
    const parts = list(words);
    const head = parts[0] ?? '';
    const known = found.get(head) ?? [];
    known.push([parts, form]);
    known.sort((a, b) => b[0].length - a[0].length);
    found.set(head, known);
  }
  return found;
}

/**
 * Common opposites as `word:opposite/opposite …`. Distilled from the antonym pairs of Open English WordNet
 * (https://en-word.net, the Open English WordNet team, CC-BY-4.0), which derives from Princeton WordNet
 * (© Princeton University, WordNet licence): single words that are frequent in everyday text, without pairs that are
 * opposites in rare senses only; words of customer support and software were added by hand.
 */
const PAIRS = `
  able:unable abnormal:normal abolish:establish above:below absence:presence absent:present
  absolute:relative absorb:emit abstain:consume abstract:concrete abundance:scarcity abundant:scarce
  acceleration:deceleration accept:decline/refuse/reject acceptance:rejection accidentally:deliberately
  accurate:wrong acidic:alkaline acidity:alkalinity acquaintance:stranger acquittal:conviction act:refrain
  activate:deactivate active:dormant/extinct/inactive/passive/quiet actual:potential acute:chronic/obtuse
  acyclic:cyclic add:remove/subtract addition:subtraction additive:subtractive adjective:substantive
  admit:deny/exclude/reject adopted:native adoptive:biological adult:juvenile advance:back/recede/retreat
  advantage:disadvantage affirmation:reversal affirmative:negative afloat:aground aft:fore age:rejuvenate
  aged:young agree:disagree ahead:back align:skew alive:dead allopatric:sympatric
  allow:block/deny/forbid/prevent/prohibit alternate:opposite alternating:direct altricial:precocial
  always:never amateur:professional amphibious:aquatic/terrestrial ample:meager anal:oral
  analogous:homologous analogue:digital analysis:synthesis analytic:synthetic analyze:synthesize
  ancestor:descendant angular:rounded anisotropic:isotropic annual:perennial anode:cathode
  antagonistic:conciliatory anterior:posterior applaud:boo applied:theoretical appreciation:depreciation
  approve:deny/reject aquatic:terrestrial aqueous:igneous arrive:depart/leave artificial:natural
  artificially:naturally ascending:descending ascent:descent asexual:sexual asleep:awake assent:dissent
  asset:liability associate:dissociate asymmetrically:symmetrically asymmetry:symmetry async:sync
  asynchronous:synchronous attach:detach attached:detached attack:defend attract:repel attraction:repulsion
  attractive:repulsive atypical:typical aunt:uncle automatic:manual available:unavailable avoid:confront
  aware:unaware away:home awkward:graceful back:front background:foreground backward:forward bad:good
  badly:well bare:covered basic:incidental bear:bull beautiful:ugly begin:end beginning:end/ending/middle
  benefit:harm benevolence:malevolence benign:malignant best:worst better:worse/worsen big:little/small
  bipolar:unipolar birth:death bisexual:heterosexual/homosexual black:white blacklist:whitelist bless:curse
  blessed:cursed blind:sighted bloodless:bloody blur:focus boil:freeze borrow:lend borrower:lender
  bottom:top bounce:clear bound:free bowed:plucked boy:girl boycott:patronize break:make/repair bright:dull
  brightness:dullness broadly:narrowly brother:sister busy:idle buy:sell buyer:seller calm:stormy
  cancel:confirm/renew capitalism:socialism careful:careless carnivorous:omnivorous cash:credit
  cenobitic:eremitic central:peripheral centralization:decentralization centralized:decentralized
  centrifugal:centripetal cerebral:emotional certain:uncertain change:stay charge:discharge cheap:expensive
  cheer:complain cheerful:depressing child:parent chromatic:diatonic civilian:military
  clarity:obscurity/opacity clean:dirty clear:cloudy/opaque clergy:laity client:server
  clockwise:counterclockwise close:distant/open closed:open closeness:openness closing:opening coarse:fine
  coastal:inland cold:hot collateral:lineal collective:distributive colorful:colorless come:go
  comedy:tragedy compact:loose compatible:incompatible competition:cooperation complex:simple
  complexity:simplicity compliant:defiant complicate:simplify compound:simple compress:decompress con:pro
  concave:convex concealing:revealing concentration:dilution/distribution concentric:eccentric
  conductor:insulator confined:invasive confirm:deny conform:deviate connect:disconnect conservative:liberal
  conserve:waste consistent:inconsistent consonant:vowel constructive:destructive
  continental:intercontinental continue:discontinue/stop contract:expand contracted:expanded
  contraction:expansion conventional:nuclear convergence:divergence cooked:raw cool:heat/warm
  correct:incorrect/wrong cosmopolitan:endemic/provincial counterfeit:genuine courage:cowardice
  covertly:overtly create:delete/destroy credit:debit criticize:praise crooked:straight cry:laugh
  cubic:linear curved:straight danger:safety dangerous:safe dark:light darkness:lightness daughter:son
  day:night dead:live/living deaf:hearing debilitating:invigorating deciduous:evergreen decline:improvement
  decode:encode decrease:increase decreased:increased decreasing:increasing decrement:increment
  decrypt:encrypt deductive:inductive deep:shallow defeat:victory/win defence:offence defendant:plaintiff
  defense:offense/prosecution defensive:offensive deficit:lead deflate:inflate defuse:fuse delay:rush
  delete:insert/keep/save delicate:rugged demand:supply demotion:promotion deny:grant deposit:withdraw
  depression:elation deprive:enrich despair:hope destroyed:preserved different:same/similar
  differentiate:integrate difficult:easy difficulty:ease diploid:haploid direct:inverse disable:enable
  disabled:enabled discard:keep discharge:enlist discourage:encourage/recommend discouraging:encouraging
  dislike:like/liking dissuade:persuade distrust:trust diurnal:nocturnal diversify:specialize
  divide:multiply/unite divided:united doctor:patient domestic:foreign dominant:subordinate
  domineering:submissive double:single dove:hawk down:up downgrade:upgrade download:upload
  downstairs:upstairs downstream:upstream downtime:uptime downtown:uptown downward:upward downwards:upwards
  dramatic:lyric dry:sweet/wet dull:lively/sharp/sharpen dullness:sharpness dying:nascent dystopia:utopia
  earlier:later early:late/middle earthly:heavenly east:west easterly:westerly eastern:western easy:hard
  ebb:tide effective:ineffective efficient:inefficient eligible:ineligible empirical:theoretical
  employee:employer empty:fill/full end:middle/start endemic:epidemic endocrine:exocrine
  endothermic:exothermic enforce:exempt enjoy:suffer enter:exit/leave equal:unequal equatorial:polar
  erase:record eukaryotic:prokaryotic even:odd everyone:nobody everything:nothing everywhere:nowhere
  evil:good exclude:include exclusion:inclusion exclusive:inclusive exhale:inhale expand:shrink
  expense:income expire:renew explicit:implicit explicitly:implicitly export:import extant:extinct
  extensive:intensive exterior:interior external:internal externally:internally extinguish:ignite
  extraordinary:ordinary extraterritorial:territorial extrovert:introvert faced:faceless
  fail:manage/pass/succeed failing:passing failure:success fair:foul fall:rise falling:rising false:true
  falsity:truth familiar:strange fancy:plain far:near fast:slow fat:thin father:mother fauna:flora
  federal:unitary female:male feminine:masculine fertile:sterile fewest:most figurative:literal
  filial:parental find:lose finish:start fire:hire first:last/second flatten:sharpen float:sink
  follow:precede follower:leader following:leading folly:wisdom foolish:wise foot:head forbid:permit
  forceful:forceless foreign:native forget:remember formalism:imitation former:latter forward:reverse
  found:lost fragrant:malodorous frail:robust free:paid freeze:melt fresh:preserved/salty/stale
  friendly:hostile front:rear full:thin function:malfunction functional:organic future:past/present
  gain:lose/loss/reduce gaseous:liquid/solid gather:spread general:specific generalize:specify
  generally:specifically generous:stingy geographic:magnetic geometrically:linearly give:take glad:sad
  gradual:steep/sudden grant:revoke gravity:levity greater:lesser green:ripe gross:net grow:shrink
  guilt:innocence guilty:innocent gutless:gutsy half:whole happily:sadly happiness:sadness hard:soft
  hardness:softness hardware:software harm:help harmful:harmless/safe hate:love head:rear headed:headless
  healthy:sick heavily:lightly heavy:light here:there heterogeneous:homogeneous heterosexual:homosexual
  hidden:visible hide:show high:low highland:lowland hit:miss hollow:solid hopeful:hopeless
  horizontal:inclined/vertical host:parasite humble:proud humility:pride hungry:thirsty husband:wife
  hyperthyroidism:hypothyroidism ignore:notice ill:well illegal:legal illness:wellness immutable:mutable
  impossible:possible improve:worsen in:out inboard:outboard inclined:vertical incoming:outgoing
  increase:reduce indoor:outdoor indoors:outdoors induced:spontaneous inferior:superior
  inferiority:superiority inner:outer input:output insecure:secure inside:outside install:uninstall
  instrumental:vocal integrated:segregated integration:segregation intelligence:stupidity intense:mild
  intermediate:terminal international:national intoxicated:sober invalid:valid invisible:visible
  inward:outward irreversible:reversible jawed:jawless join:leave joint:separate joy:sorrow joyful:sorrowful
  junior:senior keep:remove king:queen known:unknown large:small late:middle leaky:tight least:most
  leeward:windward left:right legalise:outlaw legalize:outlaw legged:legless lengthen:shorten let:prevent
  level:raise likely:unlikely limbed:limbless linger:rush liquid:solid local:national/remote location:studio
  lock:unlock login:logout long:short loose:tight loosen:tighten lose:profit/win loser:winner loss:profit
  lost:saved/won loud:soft loudly:softly loudness:softness lower:raise/upper lowercase:uppercase
  lowered:raised lowland:upland major:minor majority:minority man:woman mandatory:optional
  matched:mismatched maternal:paternal max:min maxi:midi/mini maximize:minimize maximum:minimum
  meaningful:meaningless meaningfulness:meaninglessness medical:surgical mental:physical midi:mini
  minus:plus molar:molecular monogamous:polygamous mount:unmount move:stay multiculturalism:nationalism
  multiple:single multiply:singly naive:sophisticated narrow:wide nasty:nice natural:supernatural
  necessary:unnecessary negative:neutral/positive negativity:positivity nephew:niece neutral:positive
  new:old no:yes noisy:quiet nominal:real nonrefundable:refundable normal:paranormal north:south
  northern:southern numerical:verbal objective:subjective obligatory:optional obscurity:prominence off:on
  offline:online often:rarely old:young opacity:transparency open:shut oppose:support optimistic:pessimistic
  optional:required overestimate:underestimate overhead:subsurface/surface pain:pleasure
  parallel:perpendicular particular:universal partly:wholly passing:running past:present patterned:plain
  peace:war penalty:reward permanent:temporary permanently:temporarily permissive:preventive permit:prohibit
  plural:singular pointed:pointless poor:rich poverty:wealth powerful:powerless precede:succeed
  preceding:succeeding prefix:suffix preparation:resolution primary:secondary private:public
  privately:publicly proactive:retroactive profound:superficial progressive:regressive
  prospective:retrospective publicized:suppressed pull:push punctuality:tardiness quick:slow quickly:slowly
  raise:reduce read:write reassure:worry receive:send refresh:tire relax:tense relaxed:tense
  reliable:unreliable religious:secular resist:surrender rested:tired restful:restless retail:wholesale
  right:wrong/wrongly rough:smooth roughness:smoothness rural:urban safe:unsafe seated:standing
  sedate:stimulate seedless:seedy separation:union sharpness:softness short:tall shout:whisper
  shrink:stretch silence:sound sink:source sit:stand sleep:wake sleepiness:wakefulness sleeping:waking
  sleeved:sleeveless smart:stupid sonic:supersonic sour:sweet/sweeten sparkling:still spirited:spiritless
  spoken:written stable:unstable start:stop strength:weakness strengthen:weaken strong:weak student:teacher
  subscribe:unsubscribe subsurface:surface sunrise:sunset sure:unsure tasteless:tasty tender:tough
  thick:thin thoughtful:thoughtless unwilling:willing useful:useless valuable:worthless virtuous:wicked
  wane:wax wired:wireless worth:worthless yang:yin`;

/** Opposites of each listed base form, in both directions. */
export const ANTONYMS: ReadonlyMap<string, ReadonlySet<string>> = readPairs(PAIRS);

function readPairs(text: string): Map<string, Set<string>> {
  const opposites = new Map<string, Set<string>>();
  const put = (word: string, opposite: string): void => {
    const known = opposites.get(word);
    if (known === undefined) opposites.set(word, new Set([opposite]));
    else known.add(opposite);
  };
  for (const entry of text.trim().split(/\s+/)) {
    const [word = '', list = ''] = entry.split(':');
    for (const opposite of list.split('/')) {
      put(word, opposite);
      put(opposite, word);
    }
  }
  return opposites;
}

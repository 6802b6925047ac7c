"""What the tip diverter looks for; `diverter` says how to read it. After a change, look at the figures of
tests/safety/test_diverter.py, and never tune on the held-out list."""

WORDS = {
    # English
    "KIN": (
        r"(?:step|grand|foster |host |half )?-?(?:dad|daddy|father|pa|mom|mum|mommy|mother|parents?|brother|sister|son"
        r"|daughter)|uncle|aunt|cousin|niece|nephew|boyfriend|girlfriend|husband|wife|babysitter|coach|teacher|trainer"
        r"|pastor|priest|counselor|neighbou?r|boss|friend|roommate"
    ),
    "YOUNG": (
        r"girl|boy|child|kid|teen|teenager|student|minor|baby|toddler|daughter|son|niece|nephew|sister|brother"
        r"|stepson|stepdaughter|grandson|granddaughter|grandchild|cousin"
    ),
    "YOUNGSTERS": (
        r"girls?|boys?|child|children|kids?|teens?|teenagers?|students?|minors?|baby|babies|toddlers?|daughters?"
        r"|sons?|nieces?|nephews?|sisters?|brothers?|stepsons?|stepdaughters?|grandchildren"
    ),
    "ONE": r"a|an|this|that|the|one of (?:the|our|my)|my|our|her|his|their|another|some",
    "MY": r"my|our|her|his|their|your",
    "THEM": r"me|her|him|them|someone|somebody",
    "SOMEONE": r"i|he|she|they|someone|somebody|a man|the man|a guy|a woman|people|men",
    "HURTS": (
        r"hurts?|hurting|hits?|hitting|beats?|beating|abuses|abused|abusing|molests?|molested|molesting|rapes?|raped"
        r"|raping|gropes?|groped|groping|assaults?|assaulted|choke[sd]?|choking|punche[sd]|slaps|slapped|kidnapped"
        r"|trafficked|traffics|trafficking|pimps|threatens|threatened|threatening|blackmails|blackmailed|blackmailing"
        r"|sextorted|exploits|drugs|drugged"
    ),
    "TOUCHES": r"touches|touching|touched|fondles|fondled|fondling|grabs|grabbed",
    "HARMED": (
        r"abused|molested|raped|beaten|trafficked|assaulted|exploited|groomed|hurt|harmed|hit|threatened|blackmailed"
        r"|sextorted|kidnapped|abducted|sold|pimped|neglected|starved|locked up|forced"
    ),
    "SAID": (
        r"told|tells|said|says|confided|confides|disclosed|confessed|admitted|whispered|revealed|wrote|cried"
        r"|mentioned|reported"
    ),
    "NAKED": r"nudes?|naked|topless|explicit|sexual|intimate|without (?:(?:my|her|his|any) )?clothes",
    "MEDIA": r"pictures?|pics?|photos?|images?|videos?|selfies?",
    "POSTER": r"posters?|flyers?|fliers?|photo|picture|alert|news|leaflet|notice|billboard",
    "AGE": (
        r"(?:[1-9]|1[0-7]|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
        r"|seventeen)(?= years| year| yrs|-year|[ ,]+and |[ ,]+but |,|\.|$)(?!,? and (?:a half|\d))"
    ),
    # Spanish
    "ES_KIN": (
        r"padrastro|padre|papa|madrastra|madre|mama|tio|tia|hermano|hermana|primo|prima|abuelo|abuela|novio|novia"
        r"|marido|esposo|vecino|vecina|entrenador|profesor|profesora|maestro|maestra|jefe|hombre|pastor|cura|suegro"
    ),
    "ES_YOUNG": (
        r"hij[oa]s?|nin[oa]s?|chic[oa]s?|herman[oa]s?|sobrin[oa]s?|prim[oa]s?|niet[oa]s?|muchach[oa]s?|menor(?:es)?"
        r"|bebe|alumn[oa]s?|adolescente|joven|hijastr[oa]s?"
    ),
    "ES_HURTS": (
        r"pega|pegan|golpea|golpean|golpeo|viola|violan|violo|violaron|lastima|lastiman|lastimo|maltrata|maltratan"
        r"|amenaza|amenazan|amenazo|obliga|obligan|obligo|obligaron|secuestro|secuestraron|vende|venden|chantajea"
        r"|chantajean|hace dano|hacen dano|hizo dano|manosea|manoseo|acosa|acosan"
    ),
    # French, German, Portuguese
    "FR_KIN": (
        r"(?:beau-|grand-|belle-)?(?:pere|mere|frere)|papa|maman|oncle|tante|cousine?|soeur|copain|mari|voisine?"
        r"|entraineur|prof|professeur"
    ),
    "FR_HURTS": r"frappe|touche|bats?|viole|fait (?:du )?mal|menace|force|oblige|agresse|tape",
    "DE_KIN": (
        r"(?:stief|gross)?(?:vater|mutter|bruder|schwester)|papa|mama|onkel|tante|cousin|freund|mann|nachbar|trainer"
        r"|lehrer|chef|opa"
    ),
    "DE_HURTS": r"schlagt|missbraucht|vergewaltigt|bedroht|zwingt|beruhrt|fasst|verprugelt|verkauft|erpresst|begrapscht",
    "PT_KIN": (
        r"padrasto|pai|madrasta|mae|tio|tia|irmao|irma|primo|prima|avo|namorado|marido|vizinho|treinador|professor|chefe"
    ),
    "PT_HURTS": r"bate|batem|toca|abusa|machuca|ameaca|ameacam|obriga|obrigam|estupra|estuprou|violenta|espanca",
}

ENGLISH = [
    # somebody hurts somebody
    r"{HURTS} (?:(?:on|up) )?(?:me|her|him|myself|themselves)(?! with (?:a|the) (?:question|idea))",
    r"{SOMEONE} ~{HURTS} (?:{THEM})",
    r"(?:{SOMEONE}|{MY} (?:\w+(?:'s)? )?{KIN}) ~{TOUCHES} (?:me|her|him|them|my {YOUNGSTERS})(?! deeply)",
    r"{MY} (?:\w+'s )?{KIN} (?:always |often |sometimes |still |has |keeps |is |was ){0,2}(?:{HURTS}|touches)"
    r" (?:me|us|her|him|my|{MY} {YOUNGSTERS})",
    r"(?:{HURTS}|{TOUCHES}) (?:on )?(?:his|her|my|their|our|the|those|these|a|young|little|underage)"
    r" (?:\w+ )?{YOUNGSTERS}(?! with| by|')",
    r"{ONE} (?:\w+ ){0,2}{YOUNG} ~(?:is|are|was|were|keeps|gets|getting) being {HARMED}",
    r"(?:my|our|this|that) (?:\w+ ){0,2}{YOUNG} (?:is|was|has been|gets|got|keeps getting) {HARMED}",
    r"(?:i|she|he) (?:was|am|is|has been|have been|got|gets) (?:being |also |once |often |repeatedly )?{HARMED}"
    r"(?! (?:by|that|to hear) (?:the (?:loss|news|price|cost|storm|weather)|to hear|that))",
    r"i (?:am|was) being {HARMED}",
    r"(?:comes?|came|gets|got|climbs|climbed|sneaks|sneaked) (?:in|into|to|in to) (?:my|her|his|the) (?:bed|room|bedroom"
    r"|shower|bathroom)(?= at night|\W*$| when| while|\W)",
    r"(?:{YOUNG}|{YOUNGSTERS}|he|she|they|i|has|have) ~(?:bruises|bruised|black eyes?|burn marks|cigarette burns)",
    r"heard ~(?:screaming|screams|crying for help)",
    # it is told, and it is about one person
    r"{SAID} ~(?:her|his|my|their|he|she|someone|somebody|a man|an adult|a leader) ~(?:{HURTS}|{TOUCHES}|touch)"
    r"(?! (?:children|story|stories|speech|moment|talk|base|on the subject))",
    r"{SAID} ~(?:comes?|came|goes|went) (?:in|into|to) (?:her|his|my|the) (?:bed|room|bedroom|bathroom|shower)",
    r"(?:confided|disclosed) (?:to|in|that)",
    r"(?:it|this|that|the same|same thing|something (?:bad|terrible|awful|similar|like (?:this|that))) (?:also |once |has "
    r"|had |just )?happened to (?:me|my|her|him|a (?:friend|girl|boy|child))",
    r"(?:is|am|was) (?:only |just )?{AGE} ~(?:{HURTS}|{TOUCHES}|bruises|scared|afraid|meet|pregnant|a man|older man)",
    # a sighting
    r"(?:saw|seen|spotted|recogni[sz]ed?|noticed|found|met|passed) (?:the|that|this|a|one of the|your) (?:missing|same)"
    r" (?:\w+ )?{YOUNGSTERS}(?! posters?| flyers?| cases?| alerts?|'s? (?:posters?|page|website))",
    r"(?:saw|seen|spotted|recogni[sz]ed?|noticed|found|met|passed|looks like) (?:the|that|this|a|one of the) (?:\w+ )?"
    r"{YOUNGSTERS} (?:in|on|from|of|who is on|who's on) (?:the|your|that|this|a|an) (?:\w+ ){0,2}{POSTER}",
    r"(?:the|this|that|your) (?:missing )?{YOUNG} (?:in|on|from) (?:the|your|that|this) (?:\w+ ){0,2}{POSTER} (?:is|was"
    r"|lives|works|came|looks|walked|goes|seems|just)",
    r"(?:the|this|that|your) missing {YOUNG} (?:is|was|lives|works|came|looks|walked|goes|seems|may|might|could)",
    # a child of one's own is gone
    r"{MY} (?:\w+ ){0,3}{YOUNG} (?:is|was|has been|went|has gone|'s been|'s) missing(?= since| for| from (?:home|school)| and"
    r"| now|\W*$|[.,!?])",
    r"{MY} (?:\w+ ){0,3}{YOUNG} ~(?:ran away|run away|did not come home|didn't come home|never came home|disappeared"
    r"|vanished|hasn't come (?:home|back)|was taken|got into a car)",
    r"i (?:ran|have run|am running|want to run) away",
    r"(?:don't|do not|doesn't|nobody|no one) knows? where (?:she|he|they|my \w+|our \w+) (?:is|are)",
    r"(?:took|taken|grabbed|has|have) my (?:little |older |baby |younger )?{YOUNG} (?:and|from|away|against)",
    # danger now, or held against one's will
    r"(?:please help me|help me please|please help us|somebody help)(?! (?:to |with |find|reach|get the|sign|plan|order|out with"
    r"|understand|set|register|choose|decide))",
    r"(?:i|we|she|he) (?:am|are|is|was|'s) (?:being )?(?:held|locked (?:in|up|inside)|trapped|kidnapped|kept)"
    r"(?! up at| busy| in the (?:back|closet|storage))",
    r"(?:can't|cannot|not allowed to|won't let (?:me|her|him|us)|doesn't let (?:me|her|him)|don't let (?:me|her|him))"
    r" (?:leave the house|go home|escape|get away|get out|leave(?! (?:early|before|until|the (?:meeting|car))))",
    r"(?:took|has|keeps|hid|holds|kept) (?:my|her|his|our|their) (?:passports?|papers|documents|id card)(?! ready| safe| on file)",
    r"kill (?:me|her|him|us|myself|my)(?! (?:time|two))",
    r"(?:want|wants|wish|going|plan|trying|tried) (?:to )?(?:die|end my life|end it all|hurt myself|kill herself|kill himself)",
    r"(?:scared|afraid|terrified|frightened) (?:of|to be (?:alone )?with|to go home)(?: to)? (?:my|her|his) (?:\w+'s )?{KIN}",
    r"(?:scared|afraid|terrified) (?:of him|to go home|he will|she will|they will)",
    r"(?:send|call) (?:the )?(?:police|cops|911|an ambulance)(?! (?:chief|officer|department|to the (?:talk|event|training)))",
    r"(?:followed|follows|following|chased|chasing) (?:me|{MY} {YOUNG})",
    r"(?:get|got|pull|pulled|lure|lured) (?:me|her|him|them|{MY} {YOUNG}) (?:in|into) (?:his|her|a|the|their) (?:car|van|truck)",
    # sold, forced, blackmailed
    r"(?:forces|forced|forcing|makes|made|making|coerces?|coerced) (?:me|her|him|them|my \w+|(?:a|the|these|those|young) \w+)"
    r" (?:\w+ ){0,2}?(?:sell|send|strip|pose|undress|do things|sleep with|have sex|touch|watch|prostitute|perform|beg"
    r"|to work|to steal|take (?:my|her|his|off))(?! (?:you|posters|out|invitations|the (?:form|report|list)))",
    r"(?:sells?|sold|selling|pimping|pimps) (?:herself|himself|myself|themselves|(?:his|her|their|my|a|the|young|underage)"
    r" (?:\w+ )?{YOUNGSTERS})",
    r"(?:there (?:is|are)|brings?|bringing|keeps?|has|saw|with) ~(?:underage|young|teenage|little) (?:girls|boys|kids|women)"
    r" (?:work(?:s|ing)?|in|at|who|every|being|come|coming|there)",
    r"(?:sends?|sent|send|asks?|asked|asking|wants?|wanted|begged|demands?) ~(?:me|her|him|{YOUNGSTERS}) ~{NAKED} {MEDIA}",
    r"{NAKED} {MEDIA} of (?:me|my|her|him|{MY} {YOUNG}|a (?:girl|boy|child|kid))",
    r"{MEDIA} of (?:me|my {YOUNG}|her|him) ~(?:{NAKED}|threat|leak|unless|blackmail|share them|post them)",
    r"(?:blackmail\w*|threaten\w*|sextort\w*) ~(?:me|my {YOUNG}|her|him|with {NAKED})",
    r"{MY} {YOUNG} ~(?:blackmailed|threatened|sextorted|groomed)",
    r"(?:man|guy|someone|somebody|stranger|adult|he) ~(?:wants|asked|asks|told|tells|tried) (?:me|{MY} {YOUNG}) to"
    r" (?:meet|send|come alone|keep|come over)",
]

SPANISH = [
    r"(?:mi|su|un|el|tu) (?:\w+ )?{ES_KIN} ~(?:me|la|lo|le|los|las|nos) (?:{ES_HURTS}|toca|tocaba|toco)",
    r"(?:me|nos) (?:{ES_HURTS})(?! a hacer| la atencion| la pena)",
    r"(?:abusa|abusan|abuso|abusaron|abusaba) (?:sexualmente )?de (?:mi|ella|el|su|sus|una?|la|los|las)",
    r"(?:pega|golpea|golpean|maltrata|lastima|viola|toca|vende|manosea) a (?:su|sus|mi|la|el|los|las|una?) {ES_YOUNG}",
    r"(?:fui|fue|ha sido|he sido|esta siendo|es) (?:violad|abusad|golpead|maltratad|secuestrad|forzad|obligad|vendid)[oa]s?",
    r"(?:sufre|sufro|sufria|sufren) (?:de )?(?:abusos?|maltratos?|violencia)",
    r"(?:conto|dijo|confeso|cuenta|dice|confio) que ~(?:{ES_HURTS}|abusa|abusan|abuso|toca|tocaba|violaron)",
    r"(?:vi|vimos|visto|reconoci|reconocimos|encontre) a (?:la|el|una|un|esa|ese) (?:\w+ )?{ES_YOUNG}"
    r" (?:desaparecid[oa]|perdid[oa]|del? (?:la |el |su )?(?:cartel|poster|afiche|volante|foto|alerta|anuncio))",
    r"(?:mi|nuestr[oa]) (?:\w+ )?{ES_YOUNG} ~(?:desaparecid[oa]|desaparecio|se escapo|se fue de casa|no (?:volvio|regreso"
    r"|aparece|ha vuelto|llego a casa))",
    r"(?:ayudenme|ayudame|ayudeme|auxilio|socorro)(?! (?:a |con |para ))",
    r"(?:estoy|estamos|me tienen|nos tienen|esta) (?:encerrad|atrapad|secuestrad|retenid)[oa]s?",
    r"no (?:me|nos|la|lo) (?:deja|dejan) (?:salir|ir|irme|escapar)",
    r"(?:quiero|me quiero|quisiera) (?:morir|morirme|matarme|suicidarme)|me (?:quiere|quieren|va a|van a) matar",
    r"(?:tengo|tiene) miedo (?:de|a) (?:mi|su|el|ella|que me)(?: {ES_KIN})?",
    r"(?:fotos|videos|imagenes) (?:\w+ )?(?:desnud[oa]s?|intim[oa]s|sin ropa)",
    r"(?:publicar|difundir|compartir|subir) mis (?:fotos|videos)",
    r"conozco a una? {ES_YOUNG} que",
]

FRENCH = [
    r"(?:mon|ma|son|sa|un|une|le|la) (?:\w+ )?{FR_KIN} (?:me |m'|la |le |les )(?:a )?{FR_HURTS}",
    r"(?:il|elle|on|quelqu'un) (?:me |m')(?:a )?(?:{FR_HURTS}|violee?|frappee?|touchee?)",
    r"(?:vu|apercu|reconnu|croise) (?:la|le|une|un|cette|ce) (?:\w+ )?(?:fille|garcon|enfant|petite?|ado|adolescente?)"
    r" ~(?:affiche|disparue?|photo|avis)",
    r"(?:ma|mon|notre) (?:fille|fils|soeur|frere|niece|neveu) ~(?:a disparu|disparue?|a fugue|n'est pas rentree?)",
    r"aidez-moi|aide-moi s'il|au secours|j'ai peur de (?:mon|ma|lui|rentrer)",
    r"(?:je suis|on m'a|suis) (?:enfermee?|retenue?|sequestree?|violee?|vendue?)",
    r"je veux mourir|(?:m'a dit|raconte) que (?:son|sa) {FR_KIN}",
]

GERMAN = [
    r"(?:mein|meine|ihr|ihre|sein|seine|ein|der) (?:\w+ )?{DE_KIN} {DE_HURTS} (?:mich|sie|ihn|seine|ihre|uns)",
    r"(?:er|sie|jemand|man) {DE_HURTS} (?:mich|meine|seine)",
    r"ich (?:habe|hab|glaube|denke) ~(?:madchen|jungen?|kind) ~(?:gesehen|erkannt)",
    r"(?:vermisste[sn]?) (?:madchen|jungen?|kind) ~(?:gesehen|erkannt|ist|war)",
    r"(?:meine|mein|unsere|unser) (?:tochter|sohn|schwester|bruder|kind) ~(?:verschwunden|weggelaufen|vermisst"
    r"|nicht nach hause)",
    r"(?:bitte )?(?:helft mir|hilf mir|helfen sie mir)(?! (?:bei|mit|beim))|ich (?:bin|werde) (?:eingesperrt|festgehalten)",
    r"ich (?:habe|hab) angst vor (?:mein|ihm|zu hause)\w*|ich will (?:sterben|nicht mehr leben)",
    r"(?:wurde|bin) (?:ich )?(?:missbraucht|vergewaltigt|geschlagen|verkauft)",
]

PORTUGUESE = [
    r"(?:meu|minha|seu|sua|um|o) (?:\w+ )?{PT_KIN} (?:me |a |o )?{PT_HURTS}(?: em mim| de mim| de mim)?(?! (?:a|o) (?:porta|bola))",
    r"(?:ele|ela|alguem) me {PT_HURTS}|abus(?:a|ou|am) d(?:e mim|ela|ele)",
    r"(?:vi|vimos|reconheci) (?:o|a|um|uma) (?:\w+ )?(?:menin[oa]|garot[oa]|crianca|jovem) ~(?:cartaz|desaparecid[oa]|foto)",
    r"(?:minha|meu|nossa|nosso) (?:filh[oa]|irma|irmao|sobrinh[oa]) ~(?:desaparecid[oa]|sumiu|fugiu|desapareceu)",
    r"(?:me ajudem?|socorro)(?! (?:a |com ))|tenho medo d[oae] (?:meu|minha|ele|ela)|quero morrer",
    r"(?:estou|fui) (?:presa?|trancad[oa]|estuprad[oa]|abusad[oa]|vendid[oa])",
]

PATTERNS = [*ENGLISH, *SPANISH, *FRENCH, *GERMAN, *PORTUGUESE]

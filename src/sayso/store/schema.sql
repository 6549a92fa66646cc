-- Everything sayso keeps, version 1. Days are ISO text (YYYY-MM-DD), times ISO 8601 text, offsets Unicode code points (the end excluded).
-- Indexes stand only where single rows are looked up in tables of many; they cost about half as much again on bulk writes. None is unique: the one owner sees to that.

CREATE TABLE meta (name VARCHAR NOT NULL, value VARCHAR NOT NULL);
COMMENT ON TABLE meta IS 'Facts about the store itself';
COMMENT ON COLUMN meta.name IS 'What: version';
COMMENT ON COLUMN meta.value IS 'Its value; version is the number of the schema';

CREATE TABLE codings (id VARCHAR NOT NULL, coder VARCHAR NOT NULL, ontology VARCHAR NOT NULL, settings VARCHAR NOT NULL);
COMMENT ON TABLE codings IS 'One way of coding a row: program, ontology and settings together';
COMMENT ON COLUMN codings.id IS 'Id of this way of coding';
COMMENT ON COLUMN codings.coder IS 'Program and version';
COMMENT ON COLUMN codings.ontology IS 'Hash of the ontology';
COMMENT ON COLUMN codings.settings IS 'Hash of the settings that change what is coded';

CREATE TABLE runs (id VARCHAR NOT NULL, coding VARCHAR NOT NULL, command VARCHAR NOT NULL, started VARCHAR NOT NULL, ended VARCHAR,
    documents BIGINT NOT NULL, claims BIGINT NOT NULL, quarantined BIGINT NOT NULL);
COMMENT ON TABLE runs IS 'One use of a command that writes a row';
COMMENT ON COLUMN runs.id IS 'Id of the run';
COMMENT ON COLUMN runs.coding IS 'The way of coding it used (codings.id)';
COMMENT ON COLUMN runs.command IS 'The command as it was typed';
COMMENT ON COLUMN runs.started IS 'When it began';
COMMENT ON COLUMN runs.ended IS 'When it ended; null while it goes on and where it was killed';
COMMENT ON COLUMN runs.documents IS 'Documents it added';
COMMENT ON COLUMN runs.claims IS 'Claims it added';
COMMENT ON COLUMN runs.quarantined IS 'Inputs it could not read or code';

CREATE TABLE documents (id VARCHAR NOT NULL, key VARCHAR NOT NULL, text VARCHAR NOT NULL, url VARCHAR, title VARCHAR, outlet VARCHAR, published VARCHAR,
    basis VARCHAR, language VARCHAR, flags VARCHAR[] NOT NULL, coding VARCHAR NOT NULL, run VARCHAR, sketch BLOB NOT NULL);
COMMENT ON TABLE documents IS 'One report a row, as received';
COMMENT ON COLUMN documents.id IS 'Hash of outlet, url, published day and text';
COMMENT ON COLUMN documents.key IS 'What the caller knew it by: a path, an id';
COMMENT ON COLUMN documents.text IS 'The text, never altered';
COMMENT ON COLUMN documents.url IS 'Where it was published; null when not known';
COMMENT ON COLUMN documents.title IS 'Title that came beside the text';
COMMENT ON COLUMN documents.outlet IS 'Who published it';
COMMENT ON COLUMN documents.published IS 'The outlet''s local day; null when not known';
COMMENT ON COLUMN documents.basis IS 'How the day is known: given, metadata, dateline, inferred';
COMMENT ON COLUMN documents.language IS 'ISO 639-1';
COMMENT ON COLUMN documents.flags IS 'Remarks of the reader';
COMMENT ON COLUMN documents.coding IS 'The way of coding that is current for it (codings.id)';
COMMENT ON COLUMN documents.run IS 'The run that first added it (runs.id); null: outside a run';
COMMENT ON COLUMN documents.sketch IS 'Numbers that near-duplicates share: 64 bits each, unsigned, little-endian';

CREATE TABLE coded (document VARCHAR NOT NULL, coding VARCHAR NOT NULL, run VARCHAR, statements BIGINT NOT NULL, claims BIGINT NOT NULL);
COMMENT ON TABLE coded IS 'Which documents were coded in which way; also those in which nothing was found';
COMMENT ON COLUMN coded.document IS 'The document (documents.id)';
COMMENT ON COLUMN coded.coding IS 'The way of coding (codings.id)';
COMMENT ON COLUMN coded.run IS 'The run that did it (runs.id); null: outside a run';
COMMENT ON COLUMN coded.statements IS 'How many statements were found';
COMMENT ON COLUMN coded.claims IS 'How many claims were found';

CREATE TABLE sentences (document VARCHAR NOT NULL, coding VARCHAR NOT NULL, "index" INTEGER NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    zone VARCHAR NOT NULL, block INTEGER NOT NULL);
COMMENT ON TABLE sentences IS 'One sentence of a document a row';
COMMENT ON COLUMN sentences.document IS 'The document (documents.id)';
COMMENT ON COLUMN sentences.coding IS 'The way of coding that split it so (codings.id)';
COMMENT ON COLUMN sentences."index" IS 'Its number in the document, from 0';
COMMENT ON COLUMN sentences."start" IS 'Where it begins in the text';
COMMENT ON COLUMN sentences."end" IS 'Where it ends, excluded';
COMMENT ON COLUMN sentences.zone IS 'headline, dateline, body, caption, credit, boilerplate';
COMMENT ON COLUMN sentences.block IS 'Number of the block it stands in, from 0';

CREATE TABLE statements (coding VARCHAR NOT NULL, id VARCHAR NOT NULL, document VARCHAR NOT NULL, position INTEGER NOT NULL, sentence INTEGER NOT NULL,
    kind VARCHAR NOT NULL, speaker VARCHAR, country VARCHAR, source_kind VARCHAR NOT NULL, stance VARCHAR NOT NULL, record JSON NOT NULL);
COMMENT ON TABLE statements IS 'One statement a row: somebody says, thinks or wants something';
COMMENT ON COLUMN statements.coding IS 'The way of coding (codings.id); with id the key';
COMMENT ON COLUMN statements.id IS 'Id of the statement';
COMMENT ON COLUMN statements.document IS 'The document (documents.id)';
COMMENT ON COLUMN statements.position IS 'Its place among the document''s statements, from 0';
COMMENT ON COLUMN statements.sentence IS 'Number of the sentence (sentences.index)';
COMMENT ON COLUMN statements.kind IS 'direct, mixed, indirect, attitude';
COMMENT ON COLUMN statements.speaker IS 'Name of the speaker, or the words for him; null where nobody is named';
COMMENT ON COLUMN statements.country IS 'The speaker''s country, ISO 3166-1 alpha-3 or a code of PLOVER';
COMMENT ON COLUMN statements.source_kind IS 'named person, organisation, official, witness, document, media, unnamed';
COMMENT ON COLUMN statements.stance IS 'The author''s: neutral, endorsing, distancing, denying';
COMMENT ON COLUMN statements.record IS 'The whole statement';

CREATE TABLE claims (coding VARCHAR NOT NULL, id VARCHAR NOT NULL, document VARCHAR NOT NULL, position INTEGER NOT NULL, event VARCHAR NOT NULL,
    modes VARCHAR[] NOT NULL, contexts VARCHAR[] NOT NULL, quad INTEGER NOT NULL, score DOUBLE NOT NULL, cameo VARCHAR, status VARCHAR NOT NULL,
    deed BOOLEAN NOT NULL, alleged BOOLEAN NOT NULL, actors VARCHAR[] NOT NULL, recipients VARCHAR[] NOT NULL, "start" VARCHAR, "end" VARCHAR,
    place VARCHAR, country VARCHAR, latitude DOUBLE, longitude DOUBLE, record JSON NOT NULL);
COMMENT ON TABLE claims IS 'One claim a row: one sentence of one source says this happened, will, might, or did not';
COMMENT ON COLUMN claims.coding IS 'The way of coding (codings.id); with id the key';
COMMENT ON COLUMN claims.id IS 'Id of the claim';
COMMENT ON COLUMN claims.document IS 'The document (documents.id)';
COMMENT ON COLUMN claims.position IS 'Its place among the document''s claims, from 0';
COMMENT ON COLUMN claims.event IS 'Type of event';
COMMENT ON COLUMN claims.modes IS 'Its modes';
COMMENT ON COLUMN claims.contexts IS 'Its contexts';
COMMENT ON COLUMN claims.quad IS 'Quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict';
COMMENT ON COLUMN claims.score IS 'Score of the type and mode, as the ontology gives it';
COMMENT ON COLUMN claims.cameo IS 'Nearest CAMEO code, as text';
COMMENT ON COLUMN claims.status IS 'negated, hypothetical, conditional, future, foiled, habitual, historical, ongoing, actual';
COMMENT ON COLUMN claims.deed IS 'Done, and the author vouches for it';
COMMENT ON COLUMN claims.alleged IS 'Done, but only a quoted source vouches for it';
COMMENT ON COLUMN claims.actors IS 'Countries of the actors, each once, sorted';
COMMENT ON COLUMN claims.recipients IS 'Countries of the recipients, each once, sorted';
COMMENT ON COLUMN claims."start" IS 'First day on which it can have happened; null: open or not known';
COMMENT ON COLUMN claims."end" IS 'Last such day';
COMMENT ON COLUMN claims.place IS 'Name of the place';
COMMENT ON COLUMN claims.country IS 'Country of the place';
COMMENT ON COLUMN claims.latitude IS 'WGS 84 degrees; null for areas and countries';
COMMENT ON COLUMN claims.longitude IS 'WGS 84 degrees; null for areas and countries';
COMMENT ON COLUMN claims.record IS 'The whole claim';

CREATE TABLE claim_participants (coding VARCHAR NOT NULL, claim VARCHAR NOT NULL, document VARCHAR NOT NULL, part VARCHAR NOT NULL, position INTEGER NOT NULL,
    text VARCHAR NOT NULL, name VARCHAR, kind VARCHAR, country VARCHAR, sectors VARCHAR[] NOT NULL, role VARCHAR, party VARCHAR);
COMMENT ON TABLE claim_participants IS 'One participant of a claim a row';
COMMENT ON COLUMN claim_participants.coding IS 'The way of coding (codings.id)';
COMMENT ON COLUMN claim_participants.claim IS 'The claim (claims.id)';
COMMENT ON COLUMN claim_participants.document IS 'The document (documents.id)';
COMMENT ON COLUMN claim_participants.part IS 'actor or recipient';
COMMENT ON COLUMN claim_participants.position IS 'Its place among those, from 0';
COMMENT ON COLUMN claim_participants.text IS 'The words of the report';
COMMENT ON COLUMN claim_participants.name IS 'Name in our tables; null when they hold none';
COMMENT ON COLUMN claim_participants.kind IS 'state, organ, force, group, person, people …';
COMMENT ON COLUMN claim_participants.country IS 'ISO 3166-1 alpha-3 or a code of PLOVER; null when not known';
COMMENT ON COLUMN claim_participants.sectors IS 'Sectors, the main one first';
COMMENT ON COLUMN claim_participants.role IS 'Office or function, in lower case';
COMMENT ON COLUMN claim_participants.party IS 'Id in our tables';

CREATE TABLE figures (coding VARCHAR NOT NULL, claim VARCHAR NOT NULL, document VARCHAR NOT NULL, position INTEGER NOT NULL, kind VARCHAR NOT NULL,
    low BIGINT, best BIGINT, high BIGINT, whom VARCHAR, "by" VARCHAR, country VARCHAR, civilian BOOLEAN, scope VARCHAR NOT NULL);
COMMENT ON TABLE figures IS 'One figure of a claim a row';
COMMENT ON COLUMN figures.coding IS 'The way of coding (codings.id)';
COMMENT ON COLUMN figures.claim IS 'The claim (claims.id)';
COMMENT ON COLUMN figures.document IS 'The document (documents.id)';
COMMENT ON COLUMN figures.position IS 'Its place among the claim''s figures, from 0';
COMMENT ON COLUMN figures.kind IS 'killed, wounded, missing, detained, displaced …';
COMMENT ON COLUMN figures.low IS 'Lowest number the words allow; null: not told';
COMMENT ON COLUMN figures.best IS 'The number given; null: none';
COMMENT ON COLUMN figures.high IS 'Highest number the words allow; null: not bounded';
COMMENT ON COLUMN figures.whom IS 'Who or what is counted, in the words of the report';
COMMENT ON COLUMN figures."by" IS 'By whose count';
COMMENT ON COLUMN figures.country IS 'Country of those counted; null where the words do not say';
COMMENT ON COLUMN figures.civilian IS 'Whether they are civilians; null where the words do not say';
COMMENT ON COLUMN figures.scope IS 'incident, part (of another figure beside it), total (of several incidents)';

CREATE TABLE tellings (id VARCHAR NOT NULL, document VARCHAR NOT NULL, coding VARCHAR NOT NULL, family VARCHAR NOT NULL, "start" VARCHAR, "end" VARCHAR,
    dated BOOLEAN NOT NULL, record JSON NOT NULL);
COMMENT ON TABLE tellings IS 'All that one report tells of one happening a row; only of the current coding of each document';
COMMENT ON COLUMN tellings.id IS 'Id of the telling';
COMMENT ON COLUMN tellings.document IS 'The document (documents.id)';
COMMENT ON COLUMN tellings.coding IS 'The way of coding (codings.id)';
COMMENT ON COLUMN tellings.family IS 'Family of types: only tellings of one family are compared';
COMMENT ON COLUMN tellings."start" IS 'First day on which it can have happened; null: open';
COMMENT ON COLUMN tellings."end" IS 'Last such day; null: open';
COMMENT ON COLUMN tellings.dated IS 'False where only the report''s day bounds it';
COMMENT ON COLUMN tellings.record IS 'The whole telling';

CREATE TABLE telling_claims (telling VARCHAR NOT NULL, claim VARCHAR NOT NULL);
COMMENT ON TABLE telling_claims IS 'The claims of a telling';
COMMENT ON COLUMN telling_claims.telling IS 'The telling (tellings.id)';
COMMENT ON COLUMN telling_claims.claim IS 'The claim (claims.id)';

CREATE TABLE blocks (key VARCHAR NOT NULL, telling VARCHAR NOT NULL);
COMMENT ON TABLE blocks IS 'Keys under which tellings that could speak of one happening are looked up';
COMMENT ON COLUMN blocks.key IS 'The key';
COMMENT ON COLUMN blocks.telling IS 'The telling (tellings.id)';

CREATE TABLE matches (one VARCHAR NOT NULL, other VARCHAR NOT NULL, score DOUBLE NOT NULL, reasons VARCHAR[] NOT NULL);
COMMENT ON TABLE matches IS 'Pairs of tellings that may speak of one happening';
COMMENT ON COLUMN matches.one IS 'The telling with the smaller id';
COMMENT ON COLUMN matches.other IS 'The other one';
COMMENT ON COLUMN matches.score IS 'How well they agree, 0 to 1';
COMMENT ON COLUMN matches.reasons IS 'What speaks for it and against it';

CREATE TABLE components (telling VARCHAR NOT NULL, component VARCHAR NOT NULL);
COMMENT ON TABLE components IS 'Which tellings have been resolved as one happening; those that stand alone have no row';
COMMENT ON COLUMN components.telling IS 'The telling (tellings.id)';
COMMENT ON COLUMN components.component IS 'Name of the group: the first of its tellings, or of the parts a person split one into';

CREATE TABLE copies (one VARCHAR NOT NULL, other VARCHAR NOT NULL, likeness DOUBLE NOT NULL);
COMMENT ON TABLE copies IS 'Pairs of documents one of which repeats the other';
COMMENT ON COLUMN copies.one IS 'One document (documents.id)';
COMMENT ON COLUMN copies.other IS 'The other one';
COMMENT ON COLUMN copies.likeness IS 'Share of wording in common, 0 to 1';

CREATE TABLE bands (key VARCHAR NOT NULL, document VARCHAR NOT NULL);
COMMENT ON TABLE bands IS 'Keys under which near-duplicates are looked up';
COMMENT ON COLUMN bands.key IS 'The key';
COMMENT ON COLUMN bands.document IS 'The document (documents.id)';

CREATE TABLE events (id VARCHAR NOT NULL, type VARCHAR NOT NULL, modes VARCHAR[] NOT NULL, contexts VARCHAR[] NOT NULL, quad INTEGER NOT NULL,
    score DOUBLE NOT NULL, cameo VARCHAR, status VARCHAR NOT NULL, deed BOOLEAN NOT NULL, alleged BOOLEAN NOT NULL, "day" VARCHAR, "start" VARCHAR,
    "end" VARCHAR, place VARCHAR, country VARCHAR, latitude DOUBLE, longitude DOUBLE, reports INTEGER NOT NULL, sources INTEGER NOT NULL,
    independent INTEGER NOT NULL, "first" VARCHAR, "last" VARCHAR, about VARCHAR[] NOT NULL, summary VARCHAR NOT NULL, record JSON NOT NULL);
COMMENT ON TABLE events IS 'One event a row: the claims that speak of one happening, as far as we can tell';
COMMENT ON COLUMN events.id IS 'Id of the event';
COMMENT ON COLUMN events.type IS 'Type of event';
COMMENT ON COLUMN events.modes IS 'Its modes';
COMMENT ON COLUMN events.contexts IS 'Its contexts';
COMMENT ON COLUMN events.quad IS 'Quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict';
COMMENT ON COLUMN events.score IS 'Score of the type and mode';
COMMENT ON COLUMN events.cameo IS 'Nearest CAMEO code, as text';
COMMENT ON COLUMN events.status IS 'agreed, reported by independent sources, single source, one side only, disputed';
COMMENT ON COLUMN events.deed IS 'Done, and an outlet vouches for it';
COMMENT ON COLUMN events.alleged IS 'Done, but only quoted sources vouch for it';
COMMENT ON COLUMN events."day" IS 'The day it is listed under: start, else end, else the day of the first report';
COMMENT ON COLUMN events."start" IS 'First day on which it can have happened; null: open or not known';
COMMENT ON COLUMN events."end" IS 'Last such day';
COMMENT ON COLUMN events.place IS 'Name of the place';
COMMENT ON COLUMN events.country IS 'Country of the place';
COMMENT ON COLUMN events.latitude IS 'WGS 84 degrees; null for areas and countries';
COMMENT ON COLUMN events.longitude IS 'WGS 84 degrees; null for areas and countries';
COMMENT ON COLUMN events.reports IS 'How many documents tell of it';
COMMENT ON COLUMN events.sources IS 'How many origins, with reprints folded';
COMMENT ON COLUMN events.independent IS 'How many of those are on no side of it';
COMMENT ON COLUMN events."first" IS 'Day of the first report';
COMMENT ON COLUMN events."last" IS 'Day of the last report';
COMMENT ON COLUMN events.about IS 'Claims of what an act of speech is about, or of what is denied (claims.id); event_claims tells their events';
COMMENT ON COLUMN events.summary IS 'The event in one line';
COMMENT ON COLUMN events.record IS 'The whole event, with its members, accounts and disputes';

CREATE TABLE event_claims (event VARCHAR NOT NULL, claim VARCHAR NOT NULL, document VARCHAR NOT NULL, says VARCHAR NOT NULL, score DOUBLE NOT NULL,
    reasons VARCHAR[] NOT NULL);
COMMENT ON TABLE event_claims IS 'One claim of an event a row';
COMMENT ON COLUMN event_claims.event IS 'The event (events.id)';
COMMENT ON COLUMN event_claims.claim IS 'The claim (claims.id)';
COMMENT ON COLUMN event_claims.document IS 'The document (documents.id)';
COMMENT ON COLUMN event_claims.says IS 'done, denied or open';
COMMENT ON COLUMN event_claims.score IS 'How well it fits, 0 to 1';
COMMENT ON COLUMN event_claims.reasons IS 'Why it was joined';

CREATE TABLE event_dyads (event VARCHAR NOT NULL, actor VARCHAR NOT NULL, recipient VARCHAR NOT NULL);
COMMENT ON TABLE event_dyads IS 'One directed pair of parties of an event a row';
COMMENT ON COLUMN event_dyads.event IS 'The event (events.id)';
COMMENT ON COLUMN event_dyads.actor IS 'Who acted: a country code or the id of an armed group';
COMMENT ON COLUMN event_dyads.recipient IS 'On whom';

CREATE TABLE accounts (event VARCHAR NOT NULL, position INTEGER NOT NULL, side VARCHAR NOT NULL, source VARCHAR NOT NULL, kind VARCHAR NOT NULL,
    party BOOLEAN NOT NULL, says VARCHAR NOT NULL, outlets VARCHAR[] NOT NULL, origins VARCHAR[] NOT NULL, claims VARCHAR[] NOT NULL,
    actors VARCHAR[] NOT NULL, "start" VARCHAR, "end" VARCHAR, place VARCHAR, "first" VARCHAR, "last" VARCHAR, counts JSON NOT NULL);
COMMENT ON TABLE accounts IS 'One source''s version of an event a row';
COMMENT ON COLUMN accounts.event IS 'The event (events.id)';
COMMENT ON COLUMN accounts.position IS 'Its place among the event''s accounts, from 0';
COMMENT ON COLUMN accounts.side IS 'The party it speaks for, "independent", or another country';
COMMENT ON COLUMN accounts.source IS 'Who says so';
COMMENT ON COLUMN accounts.kind IS 'named person, organisation, official, witness, document, media, unnamed';
COMMENT ON COLUMN accounts.party IS 'Whether that is a party to the event';
COMMENT ON COLUMN accounts.says IS 'done, denied or open';
COMMENT ON COLUMN accounts.outlets IS 'Outlets that print it';
COMMENT ON COLUMN accounts.origins IS 'The same with reprints folded';
COMMENT ON COLUMN accounts.claims IS 'Its claims (claims.id)';
COMMENT ON COLUMN accounts.actors IS 'Who did it, as it tells';
COMMENT ON COLUMN accounts."start" IS 'First day on which it can have happened, as it tells';
COMMENT ON COLUMN accounts."end" IS 'Last such day';
COMMENT ON COLUMN accounts.place IS 'Where, as it tells';
COMMENT ON COLUMN accounts."first" IS 'Day of its first report';
COMMENT ON COLUMN accounts."last" IS 'Day of its last report';
COMMENT ON COLUMN accounts.counts IS 'Its figures by day of report';

CREATE TABLE disputes (id VARCHAR NOT NULL, event VARCHAR NOT NULL, position INTEGER NOT NULL, about VARCHAR NOT NULL, reason VARCHAR NOT NULL,
    versions JSON NOT NULL);
COMMENT ON TABLE disputes IS 'One question on which accounts of an event cannot all be true a row';
COMMENT ON COLUMN disputes.id IS 'Id of the dispute';
COMMENT ON COLUMN disputes.event IS 'The event (events.id)';
COMMENT ON COLUMN disputes.position IS 'Its place among the event''s disputes, from 0';
COMMENT ON COLUMN disputes.about IS 'done, actor, killed, wounded, missing, detained, abducted, displaced, place, time';
COMMENT ON COLUMN disputes.reason IS 'Why they cannot all be true';
COMMENT ON COLUMN disputes.versions IS 'The answers, with who gives them';

CREATE TABLE corrections (seq BIGINT NOT NULL, id VARCHAR NOT NULL, target VARCHAR NOT NULL, field VARCHAR NOT NULL, old VARCHAR, new VARCHAR,
    "by" VARCHAR NOT NULL, "at" VARCHAR NOT NULL, reason VARCHAR NOT NULL, claims VARCHAR[] NOT NULL);
COMMENT ON TABLE corrections IS 'Changes made by people: rows are added, never changed';
COMMENT ON COLUMN corrections.seq IS 'Order of arrival, from 1';
COMMENT ON COLUMN corrections.id IS 'Id of the correction';
COMMENT ON COLUMN corrections.target IS 'Id of the claim or event';
COMMENT ON COLUMN corrections.field IS 'A field of the claim, or merge, split, reject, accept';
COMMENT ON COLUMN corrections.old IS 'The value before';
COMMENT ON COLUMN corrections.new IS 'The value after';
COMMENT ON COLUMN corrections."by" IS 'Who';
COMMENT ON COLUMN corrections."at" IS 'When';
COMMENT ON COLUMN corrections.reason IS 'Why, in words';
COMMENT ON COLUMN corrections.claims IS 'The claims it is about (claims.id)';

CREATE TABLE carried (correction VARCHAR NOT NULL);
COMMENT ON TABLE carried IS 'Corrections that have been carried out';
COMMENT ON COLUMN carried.correction IS 'The correction (corrections.id)';

CREATE TABLE bonds (seq BIGINT NOT NULL, one VARCHAR NOT NULL, other VARCHAR NOT NULL, same BOOLEAN NOT NULL);
COMMENT ON TABLE bonds IS 'A person''s word on two claims; rows are added, never changed, and the last on a pair holds';
COMMENT ON COLUMN bonds.seq IS 'Order of arrival, from 1';
COMMENT ON COLUMN bonds.one IS 'The claim with the smaller id (claims.id)';
COMMENT ON COLUMN bonds.other IS 'The other one';
COMMENT ON COLUMN bonds.same IS 'Whether they speak of the same event';

CREATE TABLE ledger (key VARCHAR NOT NULL, document VARCHAR, run VARCHAR NOT NULL, outcome VARCHAR NOT NULL);
COMMENT ON TABLE ledger IS 'What became of each input, in the order of the runs';
COMMENT ON COLUMN ledger.key IS 'What the reader knows the input by';
COMMENT ON COLUMN ledger.document IS 'The document it gave (documents.id); null where it gave none';
COMMENT ON COLUMN ledger.run IS 'The run (runs.id)';
COMMENT ON COLUMN ledger.outcome IS 'added, duplicate or quarantined';

CREATE TABLE quarantine ("where" VARCHAR NOT NULL, reason VARCHAR NOT NULL, remedy VARCHAR NOT NULL, run VARCHAR NOT NULL);
COMMENT ON TABLE quarantine IS 'Inputs that could not be read or coded';
COMMENT ON COLUMN quarantine."where" IS 'Which input';
COMMENT ON COLUMN quarantine.reason IS 'What is wrong with it';
COMMENT ON COLUMN quarantine.remedy IS 'What to do about it';
COMMENT ON COLUMN quarantine.run IS 'The run (runs.id); "inbox" for a line of the inbox';

CREATE VIEW sources AS SELECT outlet, count(*) AS documents, min(published) AS "first", max(published) AS "last" FROM documents GROUP BY outlet;
COMMENT ON VIEW sources IS 'Outlets in use';
COMMENT ON COLUMN sources.outlet IS 'The outlet; null where a document names none';
COMMENT ON COLUMN sources.documents IS 'How many documents are from it';
COMMENT ON COLUMN sources."first" IS 'Day of the first';
COMMENT ON COLUMN sources."last" IS 'Day of the last';

CREATE INDEX documents_by_id ON documents (id);
CREATE INDEX coded_by_document ON coded (document);
CREATE INDEX claims_by_id ON claims (id);
CREATE INDEX claims_by_document ON claims (document);
CREATE INDEX tellings_by_id ON tellings (id);
CREATE INDEX blocks_by_key ON blocks (key);
CREATE INDEX matches_by_one ON matches (one);
CREATE INDEX components_by_telling ON components (telling);
CREATE INDEX components_by_component ON components (component);
CREATE INDEX bands_by_key ON bands (key);
CREATE INDEX events_by_id ON events (id);
CREATE INDEX event_claims_by_event ON event_claims (event);
CREATE INDEX event_dyads_by_event ON event_dyads (event);
CREATE INDEX accounts_by_event ON accounts (event);
CREATE INDEX disputes_by_event ON disputes (event);
CREATE INDEX event_claims_by_claim ON event_claims (claim);

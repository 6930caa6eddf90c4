PRAGMA application_id = 1380208716;
PRAGMA user_version = 1;
CREATE TABLE file (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, imported TEXT NOT NULL, rows INTEGER NOT NULL DEFAULT 0);
CREATE TABLE person (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, wikidata TEXT, countries TEXT NOT NULL,
  file INTEGER NOT NULL REFERENCES file (id), line INTEGER NOT NULL
);
CREATE TABLE name (person INTEGER NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (person, place)) WITHOUT ROWID;
CREATE TABLE sound (key INTEGER NOT NULL, person INTEGER NOT NULL, PRIMARY KEY (key, person)) WITHOUT ROWID;
CREATE TABLE term (
  id INTEGER PRIMARY KEY, person INTEGER NOT NULL, title TEXT NOT NULL, office TEXT NOT NULL, country TEXT NOT NULL,
  organisation TEXT, begin TEXT, until TEXT, file INTEGER NOT NULL, line INTEGER NOT NULL
);
CREATE INDEX term_person ON term (person);
CREATE INDEX term_office ON term (country, office);
CREATE INDEX person_file ON person (file);

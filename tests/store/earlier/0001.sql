BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE conversations (
	id VARCHAR(32) NOT NULL, 
	channel VARCHAR(16) NOT NULL, 
	address VARCHAR(64) NOT NULL, 
	flow VARCHAR(64) NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	language VARCHAR(8) NOT NULL, 
	body TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	updated_at DATETIME NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (channel, address)
);
INSERT INTO "conversations" VALUES('9f7e8751','test','a','pets','asking','en','{"answers":{"pet":"cat","name":"Momo"},"acknowledged":{},"heard":{},"revisiting":null,"pending":null,"asked":"born","asked_turn":3,"misses":0,"turn":3}',3,'2026-11-27 13:47:24.741901');
CREATE TABLE files (
	conversation VARCHAR(32) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	content BLOB NOT NULL, 
	PRIMARY KEY (conversation, digest), 
	FOREIGN KEY(conversation) REFERENCES conversations (id) ON DELETE CASCADE
);
CREATE TABLE received (
	channel VARCHAR(16) NOT NULL, 
	update_id VARCHAR(64) NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (channel, update_id)
);
INSERT INTO "received" VALUES('test','0','2026-11-27 13:47:24.709556');
INSERT INTO "received" VALUES('test','1','2026-11-27 13:47:24.715971');
INSERT INTO "received" VALUES('test','2','2026-11-27 13:47:24.741901');
CREATE TABLE transcript (
	id INTEGER NOT NULL, 
	conversation VARCHAR(32), 
	channel VARCHAR(16) NOT NULL, 
	address VARCHAR(64) NOT NULL, 
	direction VARCHAR(3) NOT NULL, 
	turn INTEGER NOT NULL, 
	"key" VARCHAR(64) NOT NULL, 
	said TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	delivered_at DATETIME, 
	message VARCHAR(64), 
	PRIMARY KEY (id), 
	FOREIGN KEY(conversation) REFERENCES conversations (id) ON DELETE SET NULL
);
INSERT INTO "transcript" VALUES(1,'9f7e8751','test','a','in',1,'','{"text":"en","tap":null,"files":[],"refused":null,"message":null,"edits":false}','2026-11-27 13:47:24.709556',NULL,NULL);
INSERT INTO "transcript" VALUES(2,'9f7e8751','test','a','out',1,'intro','{"key":"intro","text":"Welcome.","buttons":[],"mark":"","turn":0,"copyable":null,"document":null,"contact":null}','2026-11-27 13:47:24.709556',NULL,NULL);
INSERT INTO "transcript" VALUES(3,'9f7e8751','test','a','out',1,'ask.pet','{"key":"ask.pet","text":"Cat or dog?","buttons":[[{"code":"cat","label":"A cat"},{"code":"dog","label":"A dog"}],[{"code":"/why","label":"Why?"}]],"mark":"e4529b85","turn":1,"copyable":null,"document":null,"contact":null}','2026-11-27 13:47:24.709556',NULL,NULL);
INSERT INTO "transcript" VALUES(4,'9f7e8751','test','a','in',2,'','{"text":"cat","tap":null,"files":[],"refused":null,"message":null,"edits":false}','2026-11-27 13:47:24.715971',NULL,NULL);
INSERT INTO "transcript" VALUES(5,'9f7e8751','test','a','out',2,'ask.name','{"key":"ask.name","text":"Part 2 of 2: Second. About 3 to 4 left to answer.\n\nIts name?\nMomo.","buttons":[[{"code":"/why","label":"Why?"},{"code":"/back","label":"Back"}]],"mark":"5e237e06","turn":2,"copyable":null,"document":null,"contact":null}','2026-11-27 13:47:24.715971',NULL,NULL);
INSERT INTO "transcript" VALUES(6,'9f7e8751','test','a','in',3,'','{"text":"Momo","tap":null,"files":[],"refused":null,"message":null,"edits":false}','2026-11-27 13:47:24.741901',NULL,NULL);
INSERT INTO "transcript" VALUES(7,'9f7e8751','test','a','out',3,'ask.born','{"key":"ask.born","text":"A fine name.\n\nWhen was it born?\n6 May 2020.","buttons":[[{"code":"/why","label":"Why?"},{"code":"/skip","label":"Skip"},{"code":"/back","label":"Back"}]],"mark":"44e33ba2","turn":3,"copyable":null,"document":null,"contact":null}','2026-11-27 13:47:24.741901',NULL,NULL);
CREATE INDEX transcript_of ON transcript (conversation, id);
CREATE INDEX outbox ON transcript (channel, id) WHERE direction = 'out' AND delivered_at IS NULL;
COMMIT;

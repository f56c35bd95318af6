CREATE TABLE account (
  id TEXT NOT NULL,
  connector TEXT DEFAULT '' NOT NULL,
  name TEXT DEFAULT '' NOT NULL,
  address TEXT DEFAULT '' NOT NULL,
  seller_name TEXT DEFAULT '' NOT NULL,
  currency TEXT DEFAULT '' NOT NULL,
  state TEXT DEFAULT '' NOT NULL,
  in_step_at TEXT,
  unreachable_since TEXT,
  reason TEXT DEFAULT '' NOT NULL,
  revision INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT pk_account PRIMARY KEY (id)
)

CREATE TABLE item (
  number INTEGER NOT NULL,
  id TEXT NOT NULL,
  sku TEXT NOT NULL,
  created_at TEXT NOT NULL,
  title TEXT DEFAULT '' NOT NULL,
  description TEXT DEFAULT '' NOT NULL,
  brand TEXT DEFAULT '' NOT NULL,
  category TEXT DEFAULT '' NOT NULL,
  size TEXT DEFAULT '' NOT NULL,
  colours TEXT DEFAULT '' NOT NULL,
  condition TEXT,
  flaws TEXT DEFAULT '' NOT NULL,
  measurements_mm TEXT DEFAULT '' NOT NULL,
  price_minor INTEGER,
  original_price_minor INTEGER,
  cost_minor INTEGER,
  floor_minor INTEGER,
  currency TEXT DEFAULT '' NOT NULL,
  weight_g INTEGER,
  bin TEXT DEFAULT '' NOT NULL,
  notes TEXT DEFAULT '' NOT NULL,
  state TEXT DEFAULT '' NOT NULL,
  revision INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT pk_item PRIMARY KEY (number),
  CONSTRAINT uq_item_id UNIQUE (id),
  CONSTRAINT uq_item_sku UNIQUE (sku)
)

CREATE INDEX ix_item_created_at ON item (created_at)

CREATE INDEX ix_item_state_created_at ON item (state, created_at)

CREATE TABLE step (
  seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  op TEXT DEFAULT '' NOT NULL,
  title TEXT DEFAULT '' NOT NULL,
  merge_key TEXT DEFAULT '' NOT NULL,
  done_at TEXT NOT NULL,
  undone INTEGER DEFAULT 0 NOT NULL,
  stale INTEGER DEFAULT 0 NOT NULL,
  changes TEXT DEFAULT '' NOT NULL
)

CREATE TABLE aside (
  seq INTEGER NOT NULL,
  account_id TEXT NOT NULL,
  feed TEXT DEFAULT '' NOT NULL,
  "row" TEXT DEFAULT '' NOT NULL,
  reason TEXT DEFAULT '' NOT NULL,
  met_at TEXT NOT NULL,
  CONSTRAINT pk_aside PRIMARY KEY (seq),
  CONSTRAINT fk_aside_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
)

CREATE INDEX ix_aside_account_id ON aside (account_id)

CREATE TABLE change (
  seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "key" TEXT DEFAULT '' NOT NULL,
  account_id TEXT NOT NULL,
  kind TEXT DEFAULT '' NOT NULL,
  entity_id TEXT DEFAULT '' NOT NULL,
  created_at TEXT NOT NULL,
  payload TEXT DEFAULT '' NOT NULL,
  state TEXT DEFAULT '' NOT NULL,
  attempts INTEGER DEFAULT 0 NOT NULL,
  next_try TEXT,
  reason TEXT DEFAULT '' NOT NULL,
  title TEXT DEFAULT '' NOT NULL,
  CONSTRAINT uq_change_key UNIQUE ("key"),
  CONSTRAINT fk_change_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
)

CREATE INDEX ix_change_account_id ON change (account_id)

CREATE INDEX ix_change_entity_id ON change (entity_id)

CREATE TABLE cursor (
  account_id TEXT NOT NULL,
  feed TEXT NOT NULL,
  mark TEXT DEFAULT '' NOT NULL,
  CONSTRAINT pk_cursor PRIMARY KEY (account_id, feed),
  CONSTRAINT fk_cursor_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
)

CREATE TABLE listing (
  id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  state TEXT DEFAULT '' NOT NULL,
  title TEXT,
  description TEXT,
  price_minor INTEGER,
  photos TEXT DEFAULT '' NOT NULL,
  remote_id TEXT DEFAULT '' NOT NULL,
  remote_version TEXT DEFAULT '' NOT NULL,
  url TEXT DEFAULT '' NOT NULL,
  base TEXT DEFAULT '' NOT NULL,
  "conflict" TEXT DEFAULT '' NOT NULL,
  reason TEXT DEFAULT '' NOT NULL,
  like_count INTEGER DEFAULT 0 NOT NULL,
  published_at TEXT,
  sold_at TEXT,
  revision INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT pk_listing PRIMARY KEY (id),
  CONSTRAINT uq_listing_account_id_item_id UNIQUE (account_id, item_id),
  CONSTRAINT fk_listing_item_id_item FOREIGN KEY(item_id) REFERENCES item (id),
  CONSTRAINT fk_listing_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
)

CREATE INDEX ix_listing_account_id ON listing (account_id)

CREATE INDEX ix_listing_item_id ON listing (item_id)

CREATE INDEX ix_listing_remote_id ON listing (account_id, remote_id)

CREATE TABLE person (
  id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  remote_id TEXT DEFAULT '' NOT NULL,
  name TEXT DEFAULT '' NOT NULL,
  first_seen TEXT NOT NULL,
  notes TEXT DEFAULT '' NOT NULL,
  revision INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT pk_person PRIMARY KEY (id),
  CONSTRAINT uq_person_account_id_remote_id UNIQUE (account_id, remote_id),
  CONSTRAINT fk_person_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
)

CREATE INDEX ix_person_account_id ON person (account_id)

CREATE TABLE photo (
  id TEXT NOT NULL,
  item_id TEXT,
  sha256 TEXT DEFAULT '' NOT NULL,
  file_name TEXT DEFAULT '' NOT NULL,
  format TEXT DEFAULT '' NOT NULL,
  width INTEGER DEFAULT 0 NOT NULL,
  height INTEGER DEFAULT 0 NOT NULL,
  byte_count INTEGER DEFAULT 0 NOT NULL,
  imported_at TEXT NOT NULL,
  taken_at TEXT,
  position INTEGER DEFAULT 0 NOT NULL,
  recipe TEXT DEFAULT '' NOT NULL,
  note TEXT DEFAULT '' NOT NULL,
  revision INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT pk_photo PRIMARY KEY (id),
  CONSTRAINT fk_photo_item_id_item FOREIGN KEY(item_id) REFERENCES item (id),
  CONSTRAINT uq_photo_sha256 UNIQUE (sha256)
)

CREATE INDEX ix_photo_item_id ON photo (item_id)

CREATE TABLE remote_photo (
  account_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  remote_id TEXT DEFAULT '' NOT NULL,
  CONSTRAINT pk_remote_photo PRIMARY KEY (account_id, sha256),
  CONSTRAINT fk_remote_photo_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
)

CREATE TABLE conversation (
  id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  remote_id TEXT DEFAULT '' NOT NULL,
  last_at TEXT NOT NULL,
  listing_id TEXT,
  unread_count INTEGER DEFAULT 0 NOT NULL,
  revision INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT pk_conversation PRIMARY KEY (id),
  CONSTRAINT uq_conversation_account_id_remote_id UNIQUE (account_id, remote_id),
  CONSTRAINT fk_conversation_account_id_account FOREIGN KEY(account_id) REFERENCES account (id),
  CONSTRAINT fk_conversation_person_id_person FOREIGN KEY(person_id) REFERENCES person (id),
  CONSTRAINT fk_conversation_listing_id_listing FOREIGN KEY(listing_id) REFERENCES listing (id)
)

CREATE INDEX ix_conversation_account_id ON conversation (account_id)

CREATE INDEX ix_conversation_listing_id ON conversation (listing_id)

CREATE INDEX ix_conversation_person_id ON conversation (person_id)

CREATE TABLE like_mark (
  id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  listing_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  liked_at TEXT NOT NULL,
  revision INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT pk_like_mark PRIMARY KEY (id),
  CONSTRAINT uq_like_mark_listing_id_person_id UNIQUE (listing_id, person_id),
  CONSTRAINT fk_like_mark_account_id_account FOREIGN KEY(account_id) REFERENCES account (id),
  CONSTRAINT fk_like_mark_listing_id_listing FOREIGN KEY(listing_id) REFERENCES listing (id),
  CONSTRAINT fk_like_mark_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
)

CREATE INDEX ix_like_mark_account_id ON like_mark (account_id)

CREATE INDEX ix_like_mark_listing_id ON like_mark (listing_id)

CREATE INDEX ix_like_mark_person_id ON like_mark (person_id)

CREATE TABLE offer (
  id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  listing_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  direction TEXT DEFAULT '' NOT NULL,
  price_minor INTEGER DEFAULT 0 NOT NULL,
  currency TEXT DEFAULT '' NOT NULL,
  made_at TEXT NOT NULL,
  expires_at TEXT,
  state TEXT DEFAULT '' NOT NULL,
  remote_id TEXT DEFAULT '' NOT NULL,
  answer TEXT DEFAULT '' NOT NULL,
  revision INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT pk_offer PRIMARY KEY (id),
  CONSTRAINT fk_offer_account_id_account FOREIGN KEY(account_id) REFERENCES account (id),
  CONSTRAINT fk_offer_listing_id_listing FOREIGN KEY(listing_id) REFERENCES listing (id),
  CONSTRAINT fk_offer_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
)

CREATE INDEX ix_offer_account_id ON offer (account_id)

CREATE INDEX ix_offer_listing_id ON offer (listing_id)

CREATE INDEX ix_offer_person_id ON offer (person_id)

CREATE INDEX ix_offer_remote_id ON offer (account_id, remote_id)

CREATE TABLE sale_order (
  id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  remote_id TEXT DEFAULT '' NOT NULL,
  number TEXT DEFAULT '' NOT NULL,
  ordered_at TEXT NOT NULL,
  total_minor INTEGER DEFAULT 0 NOT NULL,
  fee_minor INTEGER DEFAULT 0 NOT NULL,
  currency TEXT DEFAULT '' NOT NULL,
  state TEXT DEFAULT '' NOT NULL,
  ship_by TEXT,
  buyer_first_name TEXT DEFAULT '' NOT NULL,
  address TEXT DEFAULT '' NOT NULL,
  carrier TEXT DEFAULT '' NOT NULL,
  tracking TEXT DEFAULT '' NOT NULL,
  label_sha256 TEXT DEFAULT '' NOT NULL,
  weight_g INTEGER,
  packed_at TEXT,
  revision INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT pk_sale_order PRIMARY KEY (id),
  CONSTRAINT uq_sale_order_account_id_remote_id UNIQUE (account_id, remote_id),
  CONSTRAINT fk_sale_order_account_id_account FOREIGN KEY(account_id) REFERENCES account (id),
  CONSTRAINT fk_sale_order_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
)

CREATE INDEX ix_sale_order_account_id ON sale_order (account_id)

CREATE INDEX ix_sale_order_person_id ON sale_order (person_id)

CREATE TABLE message (
  id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  direction TEXT DEFAULT '' NOT NULL,
  body TEXT DEFAULT '' NOT NULL,
  sent_at TEXT NOT NULL,
  state TEXT DEFAULT '' NOT NULL,
  remote_id TEXT DEFAULT '' NOT NULL,
  client_ref TEXT DEFAULT '' NOT NULL,
  reason TEXT DEFAULT '' NOT NULL,
  revision INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT pk_message PRIMARY KEY (id),
  CONSTRAINT fk_message_conversation_id_conversation FOREIGN KEY(conversation_id) REFERENCES conversation (id)
)

CREATE INDEX ix_message_conversation_id ON message (conversation_id)

CREATE TABLE order_line (
  id TEXT NOT NULL,
  order_id TEXT NOT NULL,
  title TEXT DEFAULT '' NOT NULL,
  sku TEXT DEFAULT '' NOT NULL,
  price_minor INTEGER DEFAULT 0 NOT NULL,
  listing_id TEXT,
  item_id TEXT,
  revision INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT pk_order_line PRIMARY KEY (id),
  CONSTRAINT fk_order_line_order_id_sale_order FOREIGN KEY(order_id) REFERENCES sale_order (id),
  CONSTRAINT fk_order_line_listing_id_listing FOREIGN KEY(listing_id) REFERENCES listing (id),
  CONSTRAINT fk_order_line_item_id_item FOREIGN KEY(item_id) REFERENCES item (id)
)

CREATE INDEX ix_order_line_item_id ON order_line (item_id)

CREATE INDEX ix_order_line_listing_id ON order_line (listing_id)

CREATE INDEX ix_order_line_order_id ON order_line (order_id)

CREATE VIRTUAL TABLE item_text USING fts5(title, brand, description, category, size, colours, sku, bin, notes,
  content = 'item', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')

CREATE TRIGGER item_text_added AFTER INSERT ON item BEGIN INSERT INTO item_text(rowid, title, brand, description, category, size, colours, sku, bin, notes) VALUES (new.number, new.title, new.brand, new.description, new.category, new.size, new.colours, new.sku, new.bin, new.notes); END

CREATE TRIGGER item_text_removed AFTER DELETE ON item BEGIN INSERT INTO item_text(item_text, rowid, title, brand, description, category, size, colours, sku, bin, notes) VALUES ('delete', old.number, old.title, old.brand, old.description, old.category, old.size, old.colours, old.sku, old.bin, old.notes); END

CREATE TRIGGER item_text_changed AFTER UPDATE OF title, brand, description, category, size, colours, sku, bin, notes ON item BEGIN INSERT INTO item_text(item_text, rowid, title, brand, description, category, size, colours, sku, bin, notes) VALUES ('delete', old.number, old.title, old.brand, old.description, old.category, old.size, old.colours, old.sku, old.bin, old.notes); INSERT INTO item_text(rowid, title, brand, description, category, size, colours, sku, bin, notes) VALUES (new.number, new.title, new.brand, new.description, new.category, new.size, new.colours, new.sku, new.bin, new.notes); END

CREATE TRIGGER item_state_added AFTER INSERT ON listing BEGIN 
UPDATE item SET state = COALESCE((
  SELECT CASE MIN(CASE state WHEN 'sold' THEN 1 WHEN 'refused' THEN 2 WHEN 'active' THEN 3 WHEN 'reserved' THEN 3
                             WHEN 'queued' THEN 4 WHEN 'draft' THEN 5 ELSE 6 END)
         WHEN 1 THEN 'sold' WHEN 2 THEN 'refused' WHEN 3 THEN 'live' WHEN 4 THEN 'waiting' WHEN 5 THEN 'draft'
         ELSE 'ended' END
  FROM listing WHERE listing.item_id = item.id HAVING COUNT(*) > 0), 'draft')
WHERE id = new.item_id;
 END

CREATE TRIGGER item_state_removed AFTER DELETE ON listing BEGIN 
UPDATE item SET state = COALESCE((
  SELECT CASE MIN(CASE state WHEN 'sold' THEN 1 WHEN 'refused' THEN 2 WHEN 'active' THEN 3 WHEN 'reserved' THEN 3
                             WHEN 'queued' THEN 4 WHEN 'draft' THEN 5 ELSE 6 END)
         WHEN 1 THEN 'sold' WHEN 2 THEN 'refused' WHEN 3 THEN 'live' WHEN 4 THEN 'waiting' WHEN 5 THEN 'draft'
         ELSE 'ended' END
  FROM listing WHERE listing.item_id = item.id HAVING COUNT(*) > 0), 'draft')
WHERE id = old.item_id;
 END

CREATE TRIGGER item_state_changed AFTER UPDATE OF state ON listing BEGIN 
UPDATE item SET state = COALESCE((
  SELECT CASE MIN(CASE state WHEN 'sold' THEN 1 WHEN 'refused' THEN 2 WHEN 'active' THEN 3 WHEN 'reserved' THEN 3
                             WHEN 'queued' THEN 4 WHEN 'draft' THEN 5 ELSE 6 END)
         WHEN 1 THEN 'sold' WHEN 2 THEN 'refused' WHEN 3 THEN 'live' WHEN 4 THEN 'waiting' WHEN 5 THEN 'draft'
         ELSE 'ended' END
  FROM listing WHERE listing.item_id = item.id HAVING COUNT(*) > 0), 'draft')
WHERE id = new.item_id;
 END

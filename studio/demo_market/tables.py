"""The tables of the marketplace's SQLite file."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS photos (
    id TEXT PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, format TEXT NOT NULL, width INTEGER NOT NULL,
    height INTEGER NOT NULL, bytes INTEGER NOT NULL, created_at TEXT NOT NULL);

CREATE TABLE IF NOT EXISTS listings (
    id TEXT PRIMARY KEY, status TEXT NOT NULL, version INTEGER NOT NULL, sku TEXT NOT NULL, title TEXT NOT NULL,
    description TEXT NOT NULL, brand TEXT NOT NULL, category TEXT NOT NULL, size TEXT NOT NULL, colours TEXT NOT NULL,
    condition TEXT, price_minor INTEGER, original_price_minor INTEGER, currency TEXT NOT NULL, photos TEXT NOT NULL,
    tags TEXT NOT NULL, weight_g INTEGER, views INTEGER NOT NULL DEFAULT 0, shares INTEGER NOT NULL DEFAULT 0,
    told_price_minor INTEGER, order_id TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, published_at TEXT,
    ended_at TEXT, sold_at TEXT, deleted_at TEXT);
CREATE UNIQUE INDEX IF NOT EXISTS one_listing_a_sku ON listings (sku) WHERE sku <> '' AND deleted_at IS NULL;

CREATE TABLE IF NOT EXISTS buyers (
    id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, first_name TEXT NOT NULL, address TEXT NOT NULL);

CREATE TABLE IF NOT EXISTS likes (
    id TEXT PRIMARY KEY, listing_id TEXT NOT NULL, buyer_id TEXT NOT NULL, created_at TEXT NOT NULL,
    UNIQUE (listing_id, buyer_id));

CREATE TABLE IF NOT EXISTS notices (
    id TEXT PRIMARY KEY, buyer_id TEXT NOT NULL, listing_id TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
    created_at TEXT NOT NULL);

CREATE TABLE IF NOT EXISTS offers (
    id TEXT PRIMARY KEY, version INTEGER NOT NULL, listing_id TEXT NOT NULL, buyer_id TEXT NOT NULL,
    conversation_id TEXT, sender TEXT NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL, price_minor INTEGER NOT NULL,
    currency TEXT NOT NULL, parent_id TEXT, order_id TEXT, expires_at TEXT NOT NULL, created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS offers_of_a_listing ON offers (listing_id, status);

CREATE TABLE IF NOT EXISTS conversations (
    id TEXT PRIMARY KEY, version INTEGER NOT NULL, buyer_id TEXT NOT NULL UNIQUE, listing_id TEXT,
    unread_count INTEGER NOT NULL, message_count INTEGER NOT NULL, last_message TEXT, last_message_at TEXT,
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL);

CREATE TABLE IF NOT EXISTS messages (
    place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, conversation_id TEXT NOT NULL, listing_id TEXT,
    sender TEXT NOT NULL, text TEXT NOT NULL, client_ref TEXT, sent_at TEXT NOT NULL,
    UNIQUE (conversation_id, client_ref));

CREATE TABLE IF NOT EXISTS orders (
    id TEXT PRIMARY KEY, number TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, status TEXT NOT NULL,
    buyer_id TEXT NOT NULL, ship_to TEXT NOT NULL, lines TEXT NOT NULL, fee_minor INTEGER NOT NULL,
    currency TEXT NOT NULL, offer_id TEXT, note TEXT, tracking TEXT NOT NULL, weight_g INTEGER NOT NULL, shipment TEXT,
    ordered_at TEXT NOT NULL, ship_by TEXT NOT NULL, updated_at TEXT NOT NULL);

CREATE TABLE IF NOT EXISTS changes (
    kind TEXT NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL UNIQUE, op TEXT NOT NULL, version INTEGER NOT NULL,
    body TEXT, at TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS idempotency_keys (
    key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, status INTEGER NOT NULL, headers TEXT NOT NULL, body BLOB NOT NULL,
    at TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS tickets (hash TEXT PRIMARY KEY, expires_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS codes (
    hash TEXT PRIMARY KEY, client_id TEXT NOT NULL, redirect_uri TEXT NOT NULL, challenge TEXT NOT NULL,
    grant_id TEXT, expires_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS grants (
    id TEXT PRIMARY KEY, client_id TEXT NOT NULL, generation INTEGER NOT NULL, confirmed INTEGER NOT NULL,
    revoked_at TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tokens (
    hash TEXT PRIMARY KEY, grant_id TEXT NOT NULL, kind TEXT NOT NULL, generation INTEGER NOT NULL,
    expires_at TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS stories (
    ordinal INTEGER PRIMARY KEY, listing_id TEXT NOT NULL UNIQUE, seen_tick INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS memories (
    subject_id TEXT NOT NULL, buyer TEXT NOT NULL, act TEXT NOT NULL,
    PRIMARY KEY (subject_id, buyer, act)) WITHOUT ROWID;
"""

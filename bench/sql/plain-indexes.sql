-- The indexes that most tables have: of their keys and of what links to them.
-- Those of the sample store also cover what is asked most.

DROP INDEX bookings_profile;
DROP INDEX bookings_starts;
DROP INDEX consents_profile;
DROP INDEX messages_profile;
DROP INDEX order_items_order;
DROP INDEX order_items_product;
DROP INDEX orders_placed;
DROP INDEX orders_profile;
DROP INDEX subscriptions_profile;

CREATE INDEX bookings_profile ON bookings (profile_id);
CREATE INDEX consents_profile ON consents (profile_id);
CREATE INDEX messages_profile ON messages (profile_id);
CREATE INDEX order_items_order ON order_items (order_id);
CREATE INDEX order_items_product ON order_items (product_id);
CREATE INDEX orders_profile ON orders (profile_id);
CREATE INDEX subscriptions_profile ON subscriptions (profile_id);

-- The reference graph (resources/templates/reference-graph.fanfare) as a person
-- writes it: one select for each transition, read by bench-sql.c. A line “-- t1”
-- begins the select of transition t1. {t1} is what t1 left, {now} µs UTC, {day}
-- a day in µs, {hash} the function of the keyed hash.

-- t1
SELECT DISTINCT profile_id FROM orders WHERE placed_at > {now} - 90 * {day} AND placed_at <= {now} AND total > 10000

-- t2
SELECT DISTINCT o.profile_id FROM orders AS o JOIN order_items AS i ON i.order_id = o.order_id JOIN products AS r ON r.product_id = i.product_id
WHERE r.category = 'Camping'

-- t3
SELECT profile_id FROM {t1} UNION SELECT profile_id FROM {t2}

-- t4
SELECT DISTINCT p.profile_id FROM profiles AS p JOIN consents AS c ON c.profile_id = p.profile_id
WHERE p.country IN ('NL', 'BE', 'DE', 'FR') AND p.birth_date < '1995-01-01' AND c.channel = 'email' AND c.topic = 'offers' AND c.given = 1

-- t5
SELECT profile_id FROM orders WHERE status = 'completed' GROUP BY profile_id HAVING count(*) >= 3

-- t6
SELECT profile_id FROM {t3} WHERE profile_id IN (SELECT profile_id FROM {t4}) AND profile_id IN (SELECT profile_id FROM {t5})

-- t7
SELECT profile_id FROM profiles WHERE profile_id NOT IN (SELECT profile_id FROM orders WHERE placed_at > {now} - 365 * {day} AND placed_at <= {now})

-- t8
SELECT profile_id FROM {t6} WHERE profile_id NOT IN (SELECT profile_id FROM {t7})

-- t9
SELECT a.profile_id FROM {t8} AS a JOIN profiles AS p ON p.profile_id = a.profile_id WHERE p.tier IN ('gold', 'platinum')

-- t10
SELECT a.profile_id FROM {t8} AS a JOIN profiles AS p ON p.profile_id = a.profile_id WHERE p.tier IN ('silver')

-- t11
SELECT a.profile_id FROM {t8} AS a JOIN profiles AS p ON p.profile_id = a.profile_id WHERE p.tier IN ('bronze')

-- t12
SELECT a.profile_id FROM {t8} AS a JOIN profiles AS p ON p.profile_id = a.profile_id
WHERE p.tier IS NULL OR p.tier NOT IN ('gold', 'platinum', 'silver', 'bronze')

-- t13
SELECT profile_id, total AS latest FROM (SELECT a.profile_id, o.total, row_number() OVER (PARTITION BY a.profile_id ORDER BY o.placed_at DESC, o.order_id) AS n
                               FROM {t9} AS a LEFT JOIN orders AS o ON o.profile_id = a.profile_id) AS q
WHERE n = 1

-- t14
SELECT min(a.profile_id) AS profile_id FROM {t12} AS a JOIN profiles AS p ON p.profile_id = a.profile_id WHERE trim(p.email) <> '' GROUP BY lower(trim(p.email))
UNION ALL SELECT a.profile_id FROM {t12} AS a JOIN profiles AS p ON p.profile_id = a.profile_id WHERE p.email IS NULL OR trim(p.email) = ''

-- t15
SELECT profile_id FROM {t14} ORDER BY {hash} (profile_id, 8680131335536356089), profile_id LIMIT (SELECT (count(*) * 2 + 10) / 20 FROM {t14})

-- t16
SELECT profile_id FROM {t14} WHERE profile_id NOT IN (SELECT profile_id FROM {t15})

-- t17
SELECT a.profile_id FROM {t16} AS a LEFT JOIN orders AS o ON o.profile_id = a.profile_id AND o.status = 'completed'
GROUP BY a.profile_id ORDER BY coalesce(sum(o.total), 0) DESC, a.profile_id LIMIT 20000

-- t18
SELECT booking_id FROM bookings WHERE profile_id IN (SELECT profile_id FROM {t11})

-- t19
SELECT booking_id FROM bookings WHERE booking_id IN (SELECT booking_id FROM {t18}) AND status = 'confirmed' AND starts_at > {now}

-- t20
SELECT profile_id FROM {t13} WHERE latest > 5000

-- t21
SELECT profile_id FROM {t17} WHERE profile_id NOT IN (
  SELECT profile_id FROM messages WHERE channel = 'email' AND sent_at > {now} - 30 * {day} AND sent_at <= {now} GROUP BY profile_id HAVING count(*) >= 2)

-- t22
SELECT profile_id FROM {t20} UNION SELECT profile_id FROM {t21}

-- t23
SELECT profile_id FROM {t22} WHERE profile_id IN (SELECT profile_id FROM orders WHERE status = 'completed' GROUP BY profile_id HAVING sum(total) > 50000)

-- t24
SELECT DISTINCT a.profile_id FROM {t23} AS a JOIN profiles AS p ON p.profile_id = a.profile_id JOIN consents AS c ON c.profile_id = p.profile_id
WHERE p.phone <> '' AND c.channel = 'sms' AND c.topic = 'offers' AND c.given = 1

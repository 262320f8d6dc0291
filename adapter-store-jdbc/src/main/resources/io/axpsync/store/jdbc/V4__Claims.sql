-- The claims of one link are settled and given back together.
CREATE INDEX claims_of_link ON claims (link);

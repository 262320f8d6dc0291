-- What this installation knows of the fences that it put up: on the folders of lanes, and in D365.
CREATE TABLE fences (
    place        ${key}  NOT NULL PRIMARY KEY,
    epoch        BIGINT  NOT NULL,
    intended     BIGINT  NOT NULL,
    confirmed    BIGINT  NOT NULL,
    predecessors VARCHAR NOT NULL -- installations that were taken over there, with ; in between
);

package io.axpsync.sandbox.mailbox;

/** MAPI property types under the names that EWS and Graph share. Arrays hold several values. */
public enum PropertyType {
    BOOLEAN,
    SHORT,
    INTEGER,
    LONG,
    FLOAT,
    DOUBLE,
    CURRENCY,
    APPLICATION_TIME,
    ERROR,
    SYSTEM_TIME,
    STRING,
    CLSID,
    BINARY,
    OBJECT,
    SHORT_ARRAY,
    INTEGER_ARRAY,
    LONG_ARRAY,
    FLOAT_ARRAY,
    DOUBLE_ARRAY,
    CURRENCY_ARRAY,
    APPLICATION_TIME_ARRAY,
    SYSTEM_TIME_ARRAY,
    STRING_ARRAY,
    CLSID_ARRAY,
    BINARY_ARRAY
}

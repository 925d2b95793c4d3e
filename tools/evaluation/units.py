"""Units of the record (ISO 4217 codes, symbols, "percent") as the names of the figures gold.

The gold follows the unit names of CQE and quantulum3: full English names, singular, lower case
("pound sterling", "kilometre per hour"). A unit that is not listed is passed on as it is, so
counted things ("soldier") need no entry.
"""

from __future__ import annotations

CURRENCIES = {
    "USD": "dollar",
    "EUR": "euro",
    "GBP": "pound sterling",
    "JPY": "japanese yen",
    "CNY": "chinese yuan",
    "INR": "indian rupee",
    "RUB": "russian ruble",
    "CAD": "canadian dollar",
    "AUD": "australian dollar",
    "NZD": "new zealand dollar",
    "HKD": "hong kong dollar",
    "SGD": "singapore dollar",
    "TWD": "new taiwan dollar",
    "CHF": "swiss franc",
    "SEK": "swedish krona",
    "NOK": "norwegian krone",
    "DKK": "danish krone",
    "KRW": "south korean won",
    "MYR": "malaysian ringgit",
    "THB": "thai baht",
    "IDR": "indonesian rupiah",
    "PHP": "philippine peso",
    "VND": "vietnamese dong",
    "PKR": "pakistani rupee",
    "TRY": "turkish lira",
    "ILS": "shekel",
    "SAR": "saudi riyal",
    "AED": "united arab emirates dirham",
    "EGP": "egyptian pound",
    "ZAR": "south african rand",
    "NGN": "nigerian naira",
    "KES": "kenyan shilling",
    "BRL": "brazilian real",
    "MXN": "mexican peso",
    "ARS": "argentine peso",
    "CLP": "chilean peso",
    "COP": "colombian peso",
    "UAH": "ukrainian hryvnia",
    "PLN": "polish zloty",
    "CZK": "czech koruna",
    "HUF": "hungarian forint",
    "RON": "romanian leu",
    "BTC": "bitcoin",
    "ETH": "ethereum",
    "IRR": "iranian rial",
    "IQD": "iraqi dinar",
}
LENGTHS = {
    "m": "metre",
    "km": "kilometre",
    "cm": "centimetre",
    "mm": "millimetre",
    "um": "micrometre",
    "µm": "micrometre",
    "nm": "nanometre",
    "mi": "mile",
    "ft": "foot",
    "in": "inch",
    "yd": "yard",
    "nmi": "nautical mile",
    "ly": "light-year",
}
MASSES = {
    "g": "gram",
    "kg": "kilogram",
    "mg": "milligram",
    "t": "tonne",
    "lb": "pound-mass",
    "oz": "ounce",
    "ug": "microgram",
    "µg": "microgram",
}
OTHERS = {
    "percent": "percentage",
    "%": "percentage",
    "pp": "percentage point",
    "bp": "basis point",
    "s": "second",
    "min": "minute",
    "h": "hour",
    "d": "day",
    "wk": "week",
    "mo": "month",
    "y": "year",
    "yr": "year",
    "ms": "millisecond",
    "°C": "celsius",
    "C": "celsius",
    "°F": "fahrenheit",
    "F": "fahrenheit",
    "K": "kelvin",
    "°": "degree",
    "deg": "degree",
    "l": "litre",
    "L": "litre",
    "ml": "millilitre",
    "mL": "millilitre",
    "gal": "gallon",
    "bbl": "barrel",
    "ha": "hectare",
    "ac": "acre",
    "acre": "acre",
    "W": "watt",
    "kW": "kilowatt",
    "MW": "megawatt",
    "GW": "gigawatt",
    "kWh": "kilowatt-hour",
    "MWh": "megawatt-hour",
    "J": "joule",
    "kJ": "kilojoule",
    "cal": "calorie",
    "kcal": "kilocalorie",
    "hp": "horsepower",
    "V": "volt",
    "A": "ampere",
    "mAh": "milliampere-hour",
    "Hz": "hertz",
    "kHz": "kilohertz",
    "MHz": "megahertz",
    "GHz": "gigahertz",
    "B": "byte",
    "kB": "kilobyte",
    "KB": "kilobyte",
    "MB": "megabyte",
    "GB": "gigabyte",
    "TB": "terabyte",
    "Mbps": "megabit per second",
    "Gbps": "gigabit per second",
    "mph": "mile per hour",
    "mpg": "mile per gallon",
    "kt": "knot",
    "dB": "decibel",
    "Pa": "pascal",
    "hPa": "hectopascal",
    "psi": "pound-force per square inch",
    "N": "newton",
    "ppm": "parts-per-million",
    "ppb": "parts-per-billion",
}
NAMES = {**CURRENCIES, **LENGTHS, **MASSES, **OTHERS}
POWERS = (("²", "square "), ("2", "square "), ("³", "cubic "), ("3", "cubic "))


def unit_name(unit: str | None) -> str:
    """ "-" for a plain count."""
    if not unit:
        return "-"
    if unit in NAMES:
        return NAMES[unit]
    for mark, word in POWERS:
        if unit.endswith(mark) and unit.removesuffix(mark).rstrip("^") in LENGTHS:
            return word + LENGTHS[unit.removesuffix(mark).rstrip("^")]
    above, slash, below = unit.partition("/")
    if slash and above and below:
        return f"{unit_name(above)} per {unit_name(below)}"
    return unit.lower()

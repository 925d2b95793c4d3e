"""Exports of an archive, read back by the documented columns of each format."""
import csv
import datetime
import io
import json
import pathlib
import tempfile
import unittest

from program import records, run

ARTICLES = [
    {'id': 'battle', 'url': 'https://gazette.example/2014/battle', 'title': 'Shelling kills seven in Donetsk',
     'published': '2014-08-20',
     'text': 'Ukrainian troops shelled rebel positions in Donetsk on Tuesday, killing seven rebels.\n\n'
             'Police arrested three protesters in Kyiv on Monday. President Vladimir Putin praised the United Nations on Monday.'},
    {'id': 'attack', 'url': 'https://gazette.example/2014/attack', 'title': 'Gunmen "attack" village, twice',
     'published': '2014-08-21',
     'text': 'Rebels killed 12 civilians in Luhansk on Wednesday. Moscow denied sending any additional soldiers to Ukraine.\n\n'
             'Thousands of people protested in Paris on Wednesday. The foreign ministers of France and Germany will meet in '
             'Berlin on August 30.'},
    {'id': 'no-date', 'title': 'Without a date', 'text': 'Russia accused Ukraine of attacks.'},
]

GDELT = ('GlobalEventID Day MonthYear Year FractionDate Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode '
         'Actor1EthnicCode Actor1Religion1Code Actor1Religion2Code Actor1Type1Code Actor1Type2Code Actor1Type3Code Actor2Code '
         'Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code Actor2Religion2Code '
         'Actor2Type1Code Actor2Type2Code Actor2Type3Code IsRootEvent EventCode EventBaseCode EventRootCode QuadClass '
         'GoldsteinScale NumMentions NumSources NumArticles AvgTone Actor1Geo_Type Actor1Geo_Fullname Actor1Geo_CountryCode '
         'Actor1Geo_ADM1Code Actor1Geo_ADM2Code Actor1Geo_Lat Actor1Geo_Long Actor1Geo_FeatureID Actor2Geo_Type '
         'Actor2Geo_Fullname Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_ADM2Code Actor2Geo_Lat Actor2Geo_Long '
         'Actor2Geo_FeatureID ActionGeo_Type ActionGeo_Fullname ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code '
         'ActionGeo_Lat ActionGeo_Long ActionGeo_FeatureID DATEADDED SOURCEURL').split()
MENTIONS = ('GlobalEventID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID '
            'Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone '
            'MentionDocTranslationInfo Extras').split()
PHOENIX = ('EventID Date Year Month Day SourceActorFull SourceActorEntity SourceActorRole SourceActorAttribute TargetActorFull '
           'TargetActorEntity TargetActorRole TargetActorAttribute EventCode EventRootCode QuadClass GoldsteinScore Issues Lat Lon '
           'LocationName StateName CountryName SentenceID URLs NewsSources').split()
ICEWS = ('Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|Target Sectors|'
         'Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude').split('|')
POLECAT = ('Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|Primary Actor '
           'Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|Recipient COW|'
           'Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|Placename|City|'
           'District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|Publication Date|Story People|'
           'Story Organizations|Story Locations|Language|Version').split('|')
ACLED = ('event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 '
         'assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude '
         'geo_precision source source_scale notes fatalities tags timestamp').split()
UCDP = ('id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id '
        'dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources '
        'source_article source_office source_date source_headline source_original where_prec where_coordinates where_description '
        'adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec date_start date_end '
        'deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob').split()


class ExportTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        source = cls.folder / 'corpus.jsonl'
        source.write_text(''.join(json.dumps(a) + '\n' for a in ARTICLES))
        cls.archive = cls.folder / 'a.db'
        assert run('ingest', '--archive', cls.archive, source).returncode == 0

    def export(self, name: str, *more: object) -> str:
        result = run('export', '--archive', self.archive, '--as', name, *more)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout.decode()

    def tabs(self, name: str, columns: list[str], header: bool) -> list[dict[str, str]]:
        lines = self.export(name).split('\n')
        self.assertEqual(lines.pop(), '')
        if header:
            self.assertEqual(lines.pop(0).split('\t'), columns)
        for line in lines:
            self.assertEqual(len(line.split('\t')), len(columns), line)
        return [dict(zip(columns, line.split('\t'))) for line in lines]

    def comma(self, name: str, columns: list[str]) -> list[dict[str, str]]:
        reader = csv.DictReader(io.StringIO(self.export(name), newline=''))
        rows = list(reader)
        self.assertEqual(reader.fieldnames, columns)
        return rows

    def one(self, rows: list[dict[str, str]], **wanted: str) -> dict[str, str]:
        found = [row for row in rows if all(row[key.replace('_X_', ' ')] == value for key, value in wanted.items())]
        self.assertEqual(len(found), 1, (wanted, rows))
        return found[0]

    def test_gdelt(self) -> None:
        rows = self.tabs('gdelt', GDELT, False)
        shelling = self.one(rows, Actor1Code='UKRMIL', EventRootCode='19')
        self.assertEqual((shelling['Day'], shelling['MonthYear'], shelling['Year']), ('20140819', '201408', '2014'))
        self.assertEqual((shelling['Actor1CountryCode'], shelling['Actor1Type1Code'], shelling['QuadClass']), ('UKR', 'MIL', '4'))
        self.assertEqual(shelling['ActionGeo_CountryCode'], 'UP')
        self.assertAlmostEqual(float(shelling['ActionGeo_Lat']), 48.0, delta=0.3)
        self.assertEqual(shelling['IsRootEvent'], '1')
        self.assertEqual(shelling['SOURCEURL'], 'https://gazette.example/2014/battle')
        praise = self.one(rows, Actor1Code='RUSGOV', Actor2Code='IGOUNO')
        self.assertEqual((praise['Actor2KnownGroupCode'], praise['Actor2Type1Code'], praise['Actor2CountryCode']), ('UNO', 'IGO', ''))
        for row in rows:  # what was only denied or planned stays out
            self.assertTrue(-10 <= float(row['GoldsteinScale']) <= 10)
            self.assertTrue(row['EventCode'].startswith(row['EventBaseCode']) and row['EventBaseCode'].startswith(row['EventRootCode']))
            datetime.datetime.strptime(row['DATEADDED'], '%Y%m%d%H%M%S')
            self.assertNotEqual(row['Actor1Name'], 'FOREIGN MINISTERS')
        self.assertEqual(len({row['GlobalEventID'] for row in rows}), len(rows))

    def test_gdelt_mentions_point_into_the_text(self) -> None:
        events = {row['GlobalEventID']: row for row in self.tabs('gdelt', GDELT, False)}
        rows = self.tabs('gdelt-mentions', MENTIONS, False)
        self.assertEqual(sorted(row['GlobalEventID'] for row in rows), sorted(events))
        texts = {a['url']: a['text'] for a in ARTICLES if 'url' in a}
        for row in rows:
            text = texts[row['MentionIdentifier']]
            self.assertEqual(int(row['MentionDocLen']), len(text))
            at = int(row['Actor1CharOffset'])
            if at >= 0:
                self.assertTrue(text[at].isalnum() and (at == 0 or not text[at - 1].isalnum()), row)
            self.assertTrue(0 <= int(row['Confidence']) <= 100)

    def test_icews(self) -> None:
        rows = self.tabs('icews', ICEWS, True)
        shelling = next(row for row in rows if row['CAMEO Code'].startswith('19') and row['Source Country'] == 'Ukraine')
        self.assertEqual((shelling['Event Date'], shelling['Source Sectors'], shelling['Country']), ('2014-08-19', 'Military', 'Ukraine'))
        self.assertEqual(shelling['Sentence Number'], '1')
        self.assertTrue(shelling['Event Text'])

    def test_polecat(self) -> None:
        rows = self.tabs('polecat', POLECAT, True)
        shelling = next(row for row in rows if row['Event Type'] == 'ASSAULT' and row['Primary Actor Sector'] == 'MIL')
        self.assertEqual((shelling['Actor Country'], shelling['Actor COW'], shelling['Quad Code']), ('UKR', '369', 'MATERIAL CONFLICT'))
        self.assertEqual((shelling['Actor Name Raw'], shelling['Raw Placename']), ('Ukrainian troops', 'Donetsk'))
        self.assertEqual(shelling['Publication Date'], '2014-08-20')
        self.assertIn('Vladimir Putin', shelling['Story People'])

    def test_phoenix(self) -> None:
        rows = self.tabs('phoenix', PHOENIX, False)
        shelling = next(row for row in rows if row['SourceActorFull'] == 'UKRMIL')
        self.assertEqual((shelling['SourceActorEntity'], shelling['SourceActorRole'], shelling['Date']), ('UKR', 'MIL', '20140819'))
        self.assertEqual((shelling['Year'], shelling['Month'], shelling['Day']), ('2014', '8', '19'))
        self.assertRegex(shelling['EventID'], r'^\d+_1$')

    def test_acled(self) -> None:
        rows = self.comma('acled', ACLED)
        shelling = self.one(rows, inter1='State forces', inter2='Rebel group')
        self.assertEqual((shelling['event_date'], shelling['year'], shelling['time_precision']), ('19 August 2014', '2014', '1'))
        self.assertEqual((shelling['country'], shelling['iso'], shelling['location']), ('Ukraine', '804', 'Donetsk'))
        self.assertEqual(shelling['interaction'], 'State forces-Rebel group')
        self.assertEqual(shelling['fatalities'], '7')
        attack = self.one(rows, event_type='Violence against civilians')
        self.assertEqual((attack['civilian_targeting'], attack['sub_event_type'], attack['fatalities']), ('Civilian targeting', 'Attack', '12'))
        self.assertEqual(self.one(rows, country='France')['event_type'], 'Protests')

    def test_ucdp(self) -> None:
        rows = self.comma('ucdp', UCDP)
        battle = self.one(rows, type_of_violence='1')
        self.assertEqual((battle['best'], battle['deaths_unknown'], battle['gwnoa'], battle['country_id']), ('7', '7', '369', '369'))
        self.assertEqual((battle['date_start'], battle['date_end'], battle['date_prec'], battle['where_prec']), ('2014-08-19', '2014-08-19', '1', '1'))
        lon, lat = battle['geom_wkt'].removeprefix('POINT (').rstrip(')').split()
        self.assertEqual(int(battle['priogrid_gid']), int((float(lat) + 90) * 2) * 720 + int((float(lon) + 180) * 2) + 1)
        one_sided = self.one(rows, type_of_violence='3')
        self.assertEqual((one_sided['side_b'], one_sided['deaths_civilians'], one_sided['best']), ('Civilians', '12', '12'))
        self.assertEqual(one_sided['source_headline'], ARTICLES[1]['title'])

    def test_plain_formats_hold_every_event_with_its_status(self) -> None:
        rows = list(csv.DictReader(io.StringIO(self.export('csv'), newline='')))
        lines = [json.loads(line) for line in self.export('jsonl').splitlines()]
        stored = records(run('events', '--archive', self.archive, '--limit', 1000))
        self.assertEqual(len(rows), len(stored))
        self.assertEqual([row['id'] for row in rows], [str(line['id']) for line in lines])
        self.assertIn('denied', {row['status'] for row in rows})
        self.assertIn('no-date', {row['document'].removeprefix('id:') for row in rows})
        texts = {a.get('url', 'id:' + a['id']): a['text'] for a in ARTICLES}
        for row, line in zip(rows, lines):
            text = texts[line['document']].encode()
            for evidence in line['evidence'].values():
                begin, end = evidence['span']
                self.assertEqual(text[begin:end].decode(), evidence['words'])
            self.assertEqual(row['sentence'], line['sentence'])
        features = json.loads(self.export('geojson'))['features']
        self.assertEqual(len(features), sum(bool(row['lat']) for row in rows))
        self.assertEqual(features[0]['geometry']['coordinates'], [features[0]['properties']['place'][k] for k in ('lon', 'lat')])

    def test_calendar(self) -> None:
        text = self.export('ics')
        self.assertTrue(text.startswith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n') and text.endswith('END:VCALENDAR\r\n'))
        lines = text.replace('\r\n ', '').split('\r\n')
        entries = [dict(line.split(':', 1) for line in part.split('\r\n') if ':' in line)
                   for part in '\r\n'.join(lines).split('BEGIN:VEVENT\r\n')[1:]]
        due = records(run('schedule', '--archive', self.archive))
        self.assertEqual(len(entries), len(due))
        meeting = self.one(entries, **{'DTSTART;VALUE=DATE': '20140830'})
        self.assertEqual((meeting['DTEND;VALUE=DATE'], meeting['STATUS'], meeting['URL']), ('20140831', 'CONFIRMED', ARTICLES[1]['url']))
        self.assertEqual(len({e['UID'] for e in entries}), len(entries))

    def test_bibliography(self) -> None:
        entries = self.export('bibtex').split('@online{')[1:]
        self.assertEqual(len(entries), len(ARTICLES))
        self.assertEqual(len({e.split(',')[0] for e in entries}), len(entries))
        for entry, article in zip(entries, ARTICLES):
            self.assertIn('title = {{' + article['title'] + '}}', entry)
            self.assertTrue(entry.rstrip().endswith('}'))
            if 'url' in article:
                self.assertIn('url = {' + article['url'] + '}', entry)
                self.assertIn('date = {' + article['published'] + '}', entry)

    def test_statuses_and_confidence_narrow(self) -> None:
        denied = [json.loads(line) for line in self.export('jsonl', '--status', 'denied').splitlines()]
        self.assertTrue(denied)
        self.assertEqual({line['status'] for line in denied}, {'denied'})
        sure = [json.loads(line) for line in self.export('jsonl', '--confidence', '0.7').splitlines()]
        self.assertTrue(all(line['confidence'] >= 0.7 for line in sure))
        self.assertEqual(run('export', '--archive', self.archive, '--as', 'csv', '--status', 'done').returncode, 2)
        self.assertEqual(run('export', '--archive', self.archive, '--as', 'xls').returncode, 2)

    def test_goes_on_from_a_cursor(self) -> None:
        archive = self.folder / 'b.db'
        source = self.folder / 'one.jsonl'
        source.write_text(json.dumps(ARTICLES[0]) + '\n')
        run('ingest', '--archive', archive, source)
        first = run('export', '--archive', archive, '--as', 'jsonl')
        cursor = first.stderr.decode().split('--since ')[1].strip()
        self.assertEqual(run('export', '--archive', archive, '--as', 'jsonl', '--since', cursor).returncode, 1)
        source.write_text(json.dumps(ARTICLES[1]) + '\n')
        run('ingest', '--archive', archive, source)
        second = run('export', '--archive', archive, '--as', 'jsonl', '--since', cursor)
        self.assertEqual({json.loads(line)['document'] for line in second.stdout.splitlines()}, {ARTICLES[1]['url']})


if __name__ == '__main__':
    unittest.main()
